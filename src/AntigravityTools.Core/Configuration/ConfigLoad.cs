using System.Collections.Immutable;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Configuration;

/// <summary>What reading a configuration gave.</summary>
/// <param name="Config">The configuration; to be used only where there are no errors.</param>
/// <param name="Errors">Everything wrong with it.</param>
/// <param name="UnknownKeys">Keys that mean nothing to this version; kept, reported.</param>
public sealed record ConfigLoad(GatewayConfig Config, ImmutableArray<FieldError> Errors, ImmutableArray<string> UnknownKeys);
