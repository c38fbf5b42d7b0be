using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Storage.Sqlite.Requests;

/// <summary>One combination of everything that requests are filtered by.</summary>
internal readonly record struct Facet(
    string Method, string Path, bool Stream, string? RequestedModel, string? ResolvedModel, string? AccountId, string? Account, string? Key,
    Protocol? Protocol, Protocol? UpstreamProtocol, int Status, Verdict Verdict)
{
    private const char Separator = '\u001F';

    internal static Facet Of(RequestRecord request) => new(
        request.Method, request.Path, request.Stream, request.RequestedModel, request.ResolvedModel, request.AccountId, request.Account, request.Key,
        request.Protocol, request.UpstreamProtocol, request.Status, request.Verdict);

    /// <summary>The same for the same combination in every process.</summary>
    internal long Id => HashOf(string.Join(
        Separator, Method, Path, Stream, Marked(RequestedModel), Marked(ResolvedModel), Marked(AccountId), Marked(Account), Marked(Key),
        Protocol?.ToName(), UpstreamProtocol?.ToName(), Status, Verdict.ToName()));

    /// <summary>64 bits of SHA-256: two texts with the same one are not to be expected among billions.</summary>
    internal static long HashOf(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return BinaryPrimitives.ReadInt64BigEndian(hash);
    }

    /// <summary>What the text filter searches.</summary>
    internal string Folded => string.Join(Separator, Path, RequestedModel, ResolvedModel, Account, Verdict.ToName()).ToLowerInvariant();

    // Tells an absent value from an empty one.
    private static string Marked(string? value) => value is null ? "-" : "+" + value;
}
