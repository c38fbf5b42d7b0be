using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Clients.Doctor;

/// <summary>Variables of the shell that lead a client astray whatever its files say.</summary>
internal static class VariableCheck
{
    private static readonly string[] ProxyVariables = ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];

    /// <summary>A variable that wins over what the client's files say.</summary>
    public static IEnumerable<DoctorFinding> OfClient(ClientCase one)
    {
        if (!one.Client.FilesWin && one.Variable(one.Client.BaseUrlVariable) is { } url && one.Reading.BaseUrl is { } file && url.TrimEnd('/') != file.TrimEnd('/'))
        {
            yield return one.Breaks("variable_overrides_settings", $"The variable {one.Client.BaseUrlVariable} says '{url}' and wins over '{file}' in {one.File}.", $"Unset {one.Client.BaseUrlVariable} where {one.Client.Title} is started, also in the shell's start-up files.");
        }
    }

    /// <summary>An outbound proxy through which the clients would look for this machine.</summary>
    public static IEnumerable<DoctorFinding> OfProxy(IReadOnlyDictionary<string, string> environment, Uri ours)
    {
        var set = ProxyVariables.FirstOrDefault(name => environment.GetValueOrDefault(name) is { Length: > 0 });
        if (set is null || Exempts(environment.GetValueOrDefault("NO_PROXY"), ours) || Exempts(environment.GetValueOrDefault("no_proxy"), ours))
        {
            yield break;
        }

        yield return Finding.Breaks(DoctorLink.Client, "proxy_variables", set,
            $"The variable {set} sends clients through a proxy, also to {ours.Host}, and NO_PROXY does not exempt it.", $"Add {ours.Host},localhost to the variable NO_PROXY.");
    }

    private static bool Exempts(string? list, Uri ours) => list is not null
        && list.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Any(entry =>
            entry == "*" || entry == ours.Host || entry == ours.Authority || (entry.StartsWith("127.", StringComparison.Ordinal) && entry.Contains('/', StringComparison.Ordinal)));
}
