using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Management;

/// <summary>Tells whether two accounts are the same login at the same place, which is added once only.</summary>
internal static class LoginIdentity
{
    public static bool AreSame(Account one, Account other) =>
        one.Provider == other.Provider && PlaceOf(one) == PlaceOf(other) && (one.Credential, other.Credential) switch
        {
            (Credential.OAuth a, Credential.OAuth b) => a.RefreshToken == b.RefreshToken
                || (one.Email is not null && string.Equals(one.Email, other.Email, StringComparison.OrdinalIgnoreCase) && a.ClientId == b.ClientId && one.Project == other.Project),
            (Credential.ServiceAccount a, Credential.ServiceAccount b) => a.Json == b.Json && one.Project == other.Project,
            (Credential.None, Credential.None) => one.Name == other.Name,
            var (a, b) => a == b,
        };

    private static string PlaceOf(Account account) => $"{account.BaseUrl.AbsoluteUri.TrimEnd('/')} {account.Location}";
}
