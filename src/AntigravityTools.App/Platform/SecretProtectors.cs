using AntigravityTools.Core.Storage;

namespace AntigravityTools.App.Platform;

/// <summary>Chooses what encrypts credentials: the operating system where it offers that to a program without questions, else a key file.</summary>
internal static class SecretProtectors
{
    /// <summary>The protector for a directory; without one, a key that is never written.</summary>
    public static (ISecretProtector? Protector, string? Error) Open(DataDirectory? directory) => directory switch
    {
        null => (KeyFileProtector.Ephemeral(), null),
        _ when OperatingSystem.IsWindows() => (new DpapiProtector(), null),
        _ => KeyFileProtector.Open(directory.SecretKey),
    };
}
