using System.Collections.Immutable;
using AntigravityTools.Core.Management;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Ui.Pages.Accounts;

/// <summary>What a person enters for a new account.</summary>
public sealed class AccountFormModel
{
    /// <summary>The provider preset's name.</summary>
    public required string Provider { get; set; }

    /// <summary>The account's name.</summary>
    public string? Name { get; set; }

    /// <summary>The key.</summary>
    public string? Key { get; set; }

    /// <summary>The base URL.</summary>
    public string? BaseUrl { get; set; }

    /// <summary>Model names, separated by commas or lines.</summary>
    public string? Models { get; set; }

    /// <summary>What the last try was refused for.</summary>
    public ImmutableArray<FieldError> Errors { get; set; } = [];

    /// <summary>The error of a field, or null.</summary>
    public string? ErrorOf(string field) => Errors.FirstOrDefault(error => error.Field == field || error.Field.StartsWith(field + ".", StringComparison.Ordinal))?.Message;

    /// <summary>The draft for the management room; empty fields are left out.</summary>
    public AccountDraft ToDraft() => new()
    {
        Provider = Provider,
        Name = Text(Name),
        BaseUrl = Text(BaseUrl),
        Auth = Text(Key) is { } key ? new AuthDraft { Type = "api_key", ApiKey = key } : null,
        Models = Text(Models) is { } models ? [.. models.Split([',', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)] : null,
    };

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
