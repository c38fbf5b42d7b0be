using System.Security.Cryptography;
using System.Text;

namespace AntigravityTools.Simulator.Answers;

/// <summary>Signatures and encrypted reasoning: opaque to the caller, recognised when they come back to the provider that made them.</summary>
internal static class OpaqueState
{
    public static string Make(string provider, string content)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(provider + "\n" + content));
        return Convert.ToBase64String([.. Encoding.ASCII.GetBytes($"simulator/{provider}/"), .. digest]);
    }

    public static bool IsFrom(string provider, string value)
    {
        var buffer = new byte[value.Length];
        return Convert.TryFromBase64String(value, buffer, out var length)
            && Encoding.Latin1.GetString(buffer, 0, length).StartsWith($"simulator/{provider}/", StringComparison.Ordinal);
    }
}
