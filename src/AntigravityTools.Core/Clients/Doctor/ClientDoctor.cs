using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Clients.Doctor;

/// <summary>The last link of the chain: the settings and variables of the clients of one home.</summary>
/// <param name="home">Where they are.</param>
/// <param name="target">This gateway.</param>
/// <param name="running">True where its proxy listens.</param>
/// <param name="offers">Whether some account could serve a model by this name.</param>
/// <param name="time">The clock.</param>
public sealed class ClientDoctor(ClientHome home, GatewayTarget target, bool running, Func<string, CancellationToken, Task<bool>> offers, TimeProvider time)
{
    // Claude Code's own words for whatever model it holds to be the best one now.
    private static readonly string[] OwnWords = ["default", "opus", "sonnet", "haiku", "opusplan", "best"];

    /// <summary>Examines every client that is set up.</summary>
    public async Task<IReadOnlyList<DoctorFinding>> ExamineAsync(CancellationToken cancellationToken)
    {
        using var probe = new GatewayProbe(time);
        var findings = new List<DoctorFinding>();
        var any = false;
        foreach (var client in ClientCatalogue.All)
        {
            var settings = ClientSettings.Read(client, home);
            var one = new ClientCase { Client = client, Reading = settings.Reading, Target = target, Environment = home.Environment, File = settings.Files[0].Content.Path };
            if (settings.Problem is { } problem)
            {
                findings.Add(one.Breaks("client_file_unreadable", $"{problem}", "Correct the file at that place; until then the client may not start, and it can not be connected."));
                continue;
            }

            if (one.BaseUrl is null)
            {
                continue;
            }

            var (found, here) = await ExamineAsync(one, probe, cancellationToken).ConfigureAwait(false);
            findings.AddRange(found);
            any |= here;
        }

        findings.AddRange(any ? VariableCheck.OfProxy(home.Environment, new Uri(target.Url)) : []);
        if (!any && findings.Count == 0)
        {
            findings.Add(Finding.Warns(DoctorLink.Client, "no_client_connected", null, "No client of this home is set up for this gateway.", "Run 'antigravity-tools clients connect claude-code', or another of 'antigravity-tools clients list'."));
        }

        return findings;
    }

    private async Task<(List<DoctorFinding> Findings, bool Here)> ExamineAsync(ClientCase one, GatewayProbe probe, CancellationToken cancellationToken)
    {
        List<DoctorFinding> findings = [.. VariableCheck.OfClient(one)];
        var (address, here) = await new AddressCheck(probe, running).RunAsync(one, cancellationToken).ConfigureAwait(false);
        findings.AddRange(address);
        if (!here)
        {
            return (findings, false);
        }

        if (one.Reading.Mistake is var (place, instead))
        {
            findings.Add(one.Breaks("client_setting_unsupported", $"{one.Client.Title} refuses {place}.", $"Write {instead} in {one.File}."));
        }

        if (running)
        {
            findings.AddRange(await new KeyCheck(probe).RunAsync(one, cancellationToken).ConfigureAwait(false));
        }

        // Without any model there is no account, which is said already.
        if (!target.Models.IsEmpty && one.Reading.Model is { } model && !OwnWords.Contains(model) && !await offers(model, cancellationToken).ConfigureAwait(false))
        {
            findings.Add(one.Breaks("model_not_offered", $"It asks for the model '{model}', which no account offers and no model rule maps.", $"Choose an offered model in {one.Client.Title}, or add a model rule for '{model}' on the API Proxy page."));
        }

        return (findings, true);
    }
}
