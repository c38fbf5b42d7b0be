using System.Collections.Immutable;
using AntigravityTools.Core.Management;
using AntigravityTools.Core.Records;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace AntigravityTools.Ui.Pages.Settings;

/// <summary>The price table: what is shipped, and the user's own prices over it.</summary>
public sealed partial class PricesPanel
{
    private ImmutableArray<PriceView> _rows = [];
    private PriceForm? _form;
    private string? _find;

    [Inject]
    private Texts T { get; set; } = null!;

    [Inject]
    private PriceCommands Prices { get; set; } = null!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

    private static DialogOptions Options { get; } = new() { MaxWidth = MaxWidth.Small, FullWidth = true, CloseButton = true, CloseOnEscapeKey = true };

    private IEnumerable<PriceView> Shown =>
        string.IsNullOrWhiteSpace(_find) ? _rows : _rows.Where(row => row.Model.Contains(_find.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc/>
    protected override void OnInitialized() => _rows = Prices.List();

    private async Task SaveAsync(string model, ModelPrice? price)
    {
        await Prices.SetAsync(model, price, CancellationToken.None);
        (_form, _rows) = (null, Prices.List());
        Snackbar.Add(T["Saved"], Severity.Success);
    }

    private string Dollars(decimal? price) => price is { } known ? "$" + known.ToString("0.######", T.Culture) : "–";
}
