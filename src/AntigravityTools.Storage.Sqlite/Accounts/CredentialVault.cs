using System.Security.Cryptography;
using System.Text.Json;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Storage;

namespace AntigravityTools.Storage.Sqlite.Accounts;

/// <summary>Encrypts credentials for their row and reads them back, or says why it can not.</summary>
internal sealed class CredentialVault(ISecretProtector protector)
{
    internal string ProtectorName => protector.Name;

    internal byte[] Lock(Credential credential, string accountId)
    {
        var open = JsonSerializer.SerializeToUtf8Bytes(StoredCredential.Of(credential), StorageJson.Default.StoredCredential);
        try
        {
            return protector.Protect(open, accountId);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(open);
        }
    }

    internal Credential Unlock(byte[]? data, string? protectorName, string accountId)
    {
        if (data is null || protectorName is null)
        {
            return new Credential.Locked("No credential is stored for this account. Enter it.");
        }

        if (protectorName != protector.Name)
        {
            return new Credential.Locked(
                $"The credential was encrypted with '{protectorName}', but '{protector.Name}' is in use now. Make '{protectorName}' available again and restart, or enter the credential anew.");
        }

        var open = protector.Unprotect(data, accountId);
        if (open is null)
        {
            return new Credential.Locked(
                $"The credential can not be decrypted: the key of '{protectorName}' is another one, or the data was changed. Bring the key back and restart, or enter the credential anew.");
        }

        try
        {
            return JsonSerializer.Deserialize(open, StorageJson.Default.StoredCredential)?.ToCredential()
                ?? new Credential.Locked("The credential is of a type that this version does not know. Update the program, or enter another credential.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(open);
        }
    }
}
