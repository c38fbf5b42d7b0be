using System.Collections.Immutable;

namespace AntigravityTools.Core.Upstreams.Google;

/// <summary>The documented public scopes that the gateway asks for (developers.google.com/identity/protocols/oauth2/scopes, 2026-11).</summary>
public static class GoogleScopes
{
    private const string CloudPlatform = "https://www.googleapis.com/auth/cloud-platform";
    private const string Retriever = "https://www.googleapis.com/auth/generative-language.retriever";

    private static readonly ImmutableArray<string> Known =
    [
        "openid", "email", "profile", "https://www.googleapis.com/auth/userinfo.email", "https://www.googleapis.com/auth/userinfo.profile", CloudPlatform,
        CloudPlatform + ".read-only", "https://www.googleapis.com/auth/generative-language", Retriever, "https://www.googleapis.com/auth/generative-language.tuning",
        "https://www.googleapis.com/auth/generative-language.retriever.readonly", "https://www.googleapis.com/auth/generative-language.tuning.readonly",
    ];

    /// <summary>What a service account asks for.</summary>
    public static string ServiceAccount => CloudPlatform;

    /// <summary>What a person is asked for where the caller names nothing.</summary>
    public static ImmutableArray<string> Of(string provider) =>
        provider == Vertex.VertexAddress.Provider ? ["openid", "email", CloudPlatform] : ["openid", "email", CloudPlatform, Retriever];

    /// <summary>True for a scope of the model APIs or of the login itself.</summary>
    public static bool IsKnown(string scope) => Known.Contains(scope, StringComparer.Ordinal);
}
