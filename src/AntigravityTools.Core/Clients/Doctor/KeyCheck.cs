using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Clients.Doctor;

/// <summary>The key that a client presents: is there one where it must be, and is it valid here.</summary>
internal sealed class KeyCheck(GatewayProbe probe)
{
    private const int Unauthorized = 401;

    /// <summary>What is wrong with it. The gateway runs, and the client reaches it.</summary>
    public async Task<List<DoctorFinding>> RunAsync(ClientCase one, CancellationToken cancellationToken)
    {
        var reading = one.Reading;
        if (one.Key is not { } key)
        {
            return reading.KeyVariable is { } variable
                ? [one.Breaks("key_variable_not_set", $"It takes its key from the variable {variable}, which is not set.", $"Set {variable} to a client key before starting {one.Client.Title}, or connect it anew.")]
                : reading.WrongKeyPlace is { } wrong
                    ? [one.Breaks("wrong_auth_variable", $"Its key stands in {wrong}, which {one.Client.Title} does not use for this base URL.", $"Move the key to {reading.KeyPlace} in {one.File}.")]
                    : await AnswersAsync(one, null, cancellationToken).ConfigureAwait(false) == Unauthorized
                        ? [one.Breaks("client_key_missing", "It presents no key, and the proxy asks for one.")]
                        : [];
        }

        if (reading.WrongKeyPlace is { } odd)
        {
            return [one.Breaks("wrong_auth_variable", $"{odd} in its settings keeps {one.Client.Title} from using the key in {reading.KeyPlace}.")];
        }

        return await AnswersAsync(one, key, cancellationToken).ConfigureAwait(false) is Unauthorized or 403
            ? [one.Breaks("stale_key", "The key that it presents is not valid here; the proxy's key was changed, or the key was removed or has expired.")]
            : [];
    }

    private async Task<int?> AnswersAsync(ClientCase one, string? key, CancellationToken cancellationToken) =>
        (await probe.GetAsync(new Uri(one.Target.Url + "/v1/models"), key, cancellationToken).ConfigureAwait(false))?.Status;
}
