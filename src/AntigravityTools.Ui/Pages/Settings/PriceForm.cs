using AntigravityTools.Core.Records;

namespace AntigravityTools.Ui.Pages.Settings;

/// <summary>A price while it is being edited.</summary>
public sealed class PriceForm
{
    /// <summary>True for a model that has no price yet.</summary>
    public bool IsNew { get; init; }

    /// <summary>The model.</summary>
    public string? Model { get; set; }

    /// <summary>US dollars per million tokens.</summary>
    public decimal? Input { get; set; }

    /// <inheritdoc cref="Input"/>
    public decimal? Output { get; set; }

    /// <inheritdoc cref="Input"/>
    public decimal? CacheRead { get; set; }

    /// <inheritdoc cref="Input"/>
    public decimal? CacheWrite { get; set; }

    /// <inheritdoc cref="Input"/>
    public decimal? Reasoning { get; set; }

    /// <summary>True where all that must be there is, and is no debt.</summary>
    public bool IsWhole => !string.IsNullOrWhiteSpace(Model) && Input >= 0 && Output >= 0 && CacheRead is not < 0 && CacheWrite is not < 0 && Reasoning is not < 0;

    /// <summary>The form for a price that is there.</summary>
    public static PriceForm Of(string model, ModelPrice price) => new()
    {
        Model = model, Input = price.Input, Output = price.Output, CacheRead = price.CacheRead, CacheWrite = price.CacheWrite, Reasoning = price.Reasoning,
    };

    /// <summary>The price; only where <see cref="IsWhole"/>.</summary>
    public ModelPrice ToPrice() => new(Input!.Value, Output!.Value, CacheRead, CacheWrite, Reasoning);
}
