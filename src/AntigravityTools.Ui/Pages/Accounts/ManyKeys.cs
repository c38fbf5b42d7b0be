using System.Collections.Immutable;
using AntigravityTools.Core.Management;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Ui.Pages.Accounts;

/// <summary>Many keys pasted at once: one a line, each becomes an account. A key is never shown again, not even a refused one.</summary>
public sealed class ManyKeys(AccountCommands accounts)
{
    /// <summary>The keys, one a line; a line may begin with a name and a tab, comma or space.</summary>
    public string Text { get; set; } = "";

    /// <summary>The provider preset's name.</summary>
    public string Provider { get; set; } = "";

    /// <summary>The base URL, where the provider has none.</summary>
    public string? BaseUrl { get; set; }

    /// <summary>What names begin with where a line has none.</summary>
    public string? Prefix { get; set; }

    /// <summary>Lines with a key.</summary>
    public int Count => Keys.Length;

    /// <summary>Lines that are done.</summary>
    public int Finished { get; private set; }

    /// <summary>Accounts that are new.</summary>
    public int Added { get; private set; }

    /// <summary>Accounts that were there already.</summary>
    public int Updated { get; private set; }

    /// <summary>Why lines were refused, by their number.</summary>
    public ImmutableArray<FieldError> Errors { get; private set; } = [];

    private string[] Keys => AccountFormModel.Lines(Text);

    /// <summary>Adds them one after the other; says after each that there is progress.</summary>
    public async Task AddAsync(Action progressed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(progressed);
        (Finished, Added, Updated, Errors) = (0, 0, 0, []);
        var lines = Keys;
        foreach (var line in lines)
        {
            var parts = line.Split(['\t', ',', ' '], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            var result = await accounts.AddAsync(new AccountDraft
            {
                Provider = Provider,
                Name = parts.Length > 1 ? string.Join(' ', parts[..^1]) : $"{Prefix} {Finished + 1}".Trim(),
                BaseUrl = string.IsNullOrWhiteSpace(BaseUrl) ? null : BaseUrl.Trim(),
                Auth = new AuthDraft { Type = "api_key", ApiKey = parts.Length > 0 ? parts[^1] : line },
            }, cancellationToken);
            Finished++;
            Added += result is { Account: not null, Created: true } ? 1 : 0;
            Updated += result is { Account: not null, Created: false } ? 1 : 0;
            Errors = Errors.AddRange(result.Errors.Select(error => error with { Field = $"{Finished}" }));
            progressed();
        }

        if (Errors.IsEmpty)
        {
            // Nothing of it is needed any more, and keys should not lie about.
            Text = "";
        }
    }
}
