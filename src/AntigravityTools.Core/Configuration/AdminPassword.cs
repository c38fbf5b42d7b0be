using System.Globalization;
using System.Security.Cryptography;

namespace AntigravityTools.Core.Configuration;

/// <summary>Hashes the console's admin password: PBKDF2 with SHA-256, 210,000 rounds, a salt of its own (OWASP, 2023).</summary>
public static class AdminPassword
{
    private const int Rounds = 210_000;
    private const int SaltBytes = 16;
    private const int HashBytes = 32;

    /// <summary>The text that is stored: scheme, rounds, salt and hash.</summary>
    public static string Hash(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        var hash = Rfc2898DeriveBytes.Pbkdf2(password, salt, Rounds, HashAlgorithmName.SHA256, HashBytes);
        return string.Create(CultureInfo.InvariantCulture, $"pbkdf2-sha256${Rounds}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}");
    }

    /// <summary>True where a text has the form that <see cref="Hash"/> gives.</summary>
    public static bool IsHash(string text) =>
        text.Split('$') is ["pbkdf2-sha256", var rounds, var salt, var hash]
        && int.TryParse(rounds, CultureInfo.InvariantCulture, out var count) && count > 0
        && Convert.TryFromBase64String(salt, new byte[salt.Length], out var salted) && salted > 0
        && Convert.TryFromBase64String(hash, new byte[hash.Length], out var hashed) && hashed >= SaltBytes;

    /// <summary>True where the password is the one that was hashed.</summary>
    public static bool Matches(string password, string stored)
    {
        if (!IsHash(stored))
        {
            return false;
        }

        var parts = stored.Split('$');
        var expected = Convert.FromBase64String(parts[3]);
        var rounds = int.Parse(parts[1], CultureInfo.InvariantCulture);
        var actual = Rfc2898DeriveBytes.Pbkdf2(password, Convert.FromBase64String(parts[2]), rounds, HashAlgorithmName.SHA256, expected.Length);
        return CryptographicOperations.FixedTimeEquals(actual, expected);
    }
}
