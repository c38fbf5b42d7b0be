using System.Collections.Immutable;
using System.Text.Json.Serialization;
using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Storage.Sqlite.Accounts;
using AntigravityTools.Storage.Sqlite.Requests;

namespace AntigravityTools.Storage.Sqlite;

/// <summary>The shapes that rest as JSON inside rows. They are private to the database; the management API writes its own.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(VerdictConverter)])]
[JsonSerializable(typeof(AccountBody))]
[JsonSerializable(typeof(StoredCredential))]
[JsonSerializable(typeof(Explanation))]
[JsonSerializable(typeof(ImmutableArray<Attempt>))]
[JsonSerializable(typeof(Decision))]
[JsonSerializable(typeof(ImmutableArray<Loss>))]
[JsonSerializable(typeof(CapturedExchange))]
internal sealed partial class StorageJson : JsonSerializerContext;
