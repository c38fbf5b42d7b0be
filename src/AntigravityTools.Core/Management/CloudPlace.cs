using AntigravityTools.Core.Records;
using AntigravityTools.Core.Upstreams;
using AntigravityTools.Core.Upstreams.Google;
using AntigravityTools.Core.Upstreams.Vertex;

namespace AntigravityTools.Core.Management;

/// <summary>Project and location of an account, and the address that follows from them.</summary>
internal static class CloudPlace
{
    private const string UsualLocation = "global";

    /// <summary>What the draft says, else what the account has, else what the key file and the provider suggest.</summary>
    public static (string? Project, string? Location) Of(Account account, AccountDraft draft, Credential? credential, Provider provider, List<FieldError> errors)
    {
        var project = Given(draft.Project, account.Project)
            ?? (credential is Credential.ServiceAccount file ? ServiceAccountKey.Read(file.Json)?.Project : null);
        var location = Given(draft.Location, account.Location);
        if (provider.Name != VertexAddress.Provider)
        {
            return (project, location);
        }

        if (project is null)
        {
            errors.Add(new("project", "project is missing: the id of the Google Cloud project that uses Vertex AI."));
        }

        return (project, location ?? UsualLocation);
    }

    /// <summary>The base URL: Google's own hosts follow the location.</summary>
    public static Uri Address(Account account, Uri? given, string? location)
    {
        if (account.Provider != VertexAddress.Provider || location is null)
        {
            return given ?? account.BaseUrl;
        }

        var address = given ?? account.BaseUrl;
        return VertexAddress.IsPublic(address) ? VertexAddress.HostOf(location) : address;
    }

    // An empty text takes a value away.
    private static string? Given(string? text, string? before) => text is null ? before : text.Length == 0 ? null : text;
}
