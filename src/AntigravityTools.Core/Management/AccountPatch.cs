using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Management;

/// <summary>Makes of an account and a merge patch the whole draft of what the account shall be; what the patch removes gets its default.</summary>
internal static class AccountPatch
{
    /// <summary>The draft and every error. Its credential is null where the patch does not name it: then the stored one stays as it is.</summary>
    public static (AccountDraft? Draft, ImmutableArray<FieldError> Errors) Apply(Account account, JsonElement patch)
    {
        if (patch.ValueKind != JsonValueKind.Object)
        {
            return (null, [new FieldError("", "The patch must be a JSON object.")]);
        }

        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output))
        {
            AccountTransfer.WriteAccount(account, secrets: true, json);
        }

        using var before = JsonDocument.Parse(output.WrittenMemory);
        using var after = JsonMergePatch.Apply(before.RootElement, patch);
        var (draft, errors) = AccountDraftJson.Read(after.RootElement);
        return (draft! with { Auth = patch.TryGetProperty("auth", out _) ? draft.Auth ?? new AuthDraft() : null }, errors);
    }
}
