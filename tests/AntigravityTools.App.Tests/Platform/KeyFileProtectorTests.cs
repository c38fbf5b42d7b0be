using System.Runtime.Versioning;
using System.Text;
using AntigravityTools.App.Platform;
using AntigravityTools.App.Tests.Running;

namespace AntigravityTools.App.Tests.Platform;

public sealed class KeyFileProtectorTests : IDisposable
{
    private static readonly byte[] Secret = Encoding.UTF8.GetBytes("sk-very-secret");
    private readonly TestHome _home = new();

    private string KeyPath => Path.Combine(_home.Path, "secret.key");

    public void Dispose() => _home.Dispose();

    [Fact]
    public void ProtectedSecret_IsReadAgainByTheSameKeyFile()
    {
        var data = Open().Protect(Secret, "acc_1");

        Assert.Equal(Secret, Open().Unprotect(data, "acc_1"));
        Assert.DoesNotContain("very-secret", Encoding.Latin1.GetString(data), StringComparison.Ordinal);
    }

    [Fact]
    public void SameSecretTwice_LooksDifferent() => Assert.NotEqual(Open().Protect(Secret, "a"), Open().Protect(Secret, "a"));

    [Fact]
    public void SecretOfAnotherPlaceOrKey_IsNotRead()
    {
        var data = Open().Protect(Secret, "acc_1");

        Assert.Null(Open().Unprotect(data, "acc_2"));
        Assert.Null(KeyFileProtector.Ephemeral().Unprotect(data, "acc_1"));
    }

    [Fact]
    public void EveryChangedOrMissingByte_IsNoticed()
    {
        var protector = Open();
        var data = protector.Protect(Secret, "acc_1");
        for (var i = 0; i < data.Length; i++)
        {
            var changed = (byte[])data.Clone();
            changed[i] ^= 1;
            Assert.Null(protector.Unprotect(changed, "acc_1"));
            Assert.Null(protector.Unprotect(data.AsSpan(0, i), "acc_1"));
        }
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void KeyFile_IsForItsOwnerAlone()
    {
        Open();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyPath));
    }

    [Fact]
    public void FileThatHoldsNoKey_IsRefusedAndLeftAlone()
    {
        File.WriteAllText(KeyPath, "not a key");

        var (protector, error) = KeyFileProtector.Open(KeyPath);

        Assert.Null(protector);
        Assert.Contains(KeyPath, error!, StringComparison.Ordinal);
        Assert.Equal("not a key", File.ReadAllText(KeyPath));
    }

    private KeyFileProtector Open() => KeyFileProtector.Open(KeyPath).Protector!;
}
