using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using AntigravityTools.Core.Storage;

namespace AntigravityTools.App.Platform;

/// <summary>Windows' own data protection, bound to the user's login.</summary>
[SupportedOSPlatform("windows")]
internal sealed class DpapiProtector : ISecretProtector
{
    /// <inheritdoc/>
    public string Name => "dpapi";

    /// <inheritdoc/>
    public byte[] Protect(ReadOnlySpan<byte> secret, string context) =>
        ProtectedData.Protect(secret.ToArray(), Encoding.UTF8.GetBytes(context), DataProtectionScope.CurrentUser);

    /// <inheritdoc/>
    public byte[]? Unprotect(ReadOnlySpan<byte> data, string context)
    {
        try
        {
            return ProtectedData.Unprotect(data.ToArray(), Encoding.UTF8.GetBytes(context), DataProtectionScope.CurrentUser);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
