using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Server.Requests;

/// <summary>A body, or why there is none.</summary>
/// <param name="Body">The bytes, owned by the receiver.</param>
/// <param name="Fault">What is wrong with it.</param>
/// <param name="Status">A status that the fault's kind does not tell.</param>
internal readonly record struct BodyResult(PooledBody? Body, Fault? Fault = null, int? Status = null);
