using System.Collections.Immutable;
using System.Globalization;
using AntigravityTools.Core.Management;
using AntigravityTools.Core.Records;
using Microsoft.AspNetCore.Components;

namespace AntigravityTools.Ui.Pages.Accounts;

/// <summary>The fields of an account, for adding and for editing.</summary>
public sealed partial class AccountForm
{
    private static readonly string[] Shown =
        ["provider", "name", "base_url", "auth", "models", "aliases", "protocols", "priority", "weight", "max_concurrency", "limits", "project", "location"];

    /// <summary>What is entered.</summary>
    [Parameter, EditorRequired]
    public AccountFormModel Form { get; set; } = null!;

    /// <summary>The presets to choose from.</summary>
    [Parameter, EditorRequired]
    public ImmutableArray<ProviderView> Providers { get; set; } = [];

    private IEnumerable<ProviderView> Offered => Providers.Where(provider =>
        provider.Credentials.Contains(Form.Auth) || (Form.Auth == "api_key" && provider.Credentials.Contains("none")));

    private ProviderView? Preset => Providers.FirstOrDefault(provider => provider.Name == Form.Provider);

    // An error of a field that the form does not show would be lost at its place.
    private ImmutableArray<FieldError> Elsewhere => [.. Form.Errors.Where(error => !Shown.Contains(error.Field.Split('.')[0]))];

    private string SecretHint => Form.Id is not null ? T["KeyKept"] : Preset?.Credentials.Contains("none") == true ? T["KeyOptional"] : T["KeyHint"];

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (Form.Id is null && !Offered.Any(provider => provider.Name == Form.Provider))
        {
            Form.Provider = Offered.FirstOrDefault()?.Name ?? Form.Provider;
        }
    }

    private void ChooseProvider(ChangeEventArgs change)
    {
        Form.Provider = (string)change.Value!;
        Form.Protocols.Clear();
        Form.BaseUrl = null;
    }

    private void ChooseServer(ChangeEventArgs change)
    {
        if (change.Value is string { Length: > 0 } address)
        {
            Form.BaseUrl = address;
            Form.Name = string.IsNullOrWhiteSpace(Form.Name) ? Preset?.Servers.FirstOrDefault(server => server.BaseUrl == address)?.Name : Form.Name;
        }
    }

    private string? LimitOf(string name) => Form.Limits.TryGetValue(name, out var limit) && limit > 0 ? limit.ToString(CultureInfo.InvariantCulture) : null;

    private void SetLimit(string name, ChangeEventArgs change) =>
        Form.Limits[name] = double.TryParse((string?)change.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var limit) ? limit : 0;

    private bool IsServed(string protocol) => Form.Protocols.Count == 0 ? Preset!.Protocols.Contains(protocol) : Form.Protocols.Contains(protocol);

    private void Serve(string protocol, bool served)
    {
        if (Form.Protocols.Count == 0)
        {
            Form.Protocols.UnionWith(Preset!.Protocols);
        }

        _ = served ? Form.Protocols.Add(protocol) : Form.Protocols.Remove(protocol);
    }
}
