using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Storage;
using AntigravityTools.Core.Usage;

namespace AntigravityTools.Core.Management;

/// <summary>The price table: the shipped list, and the user's own prices over it. Recorded requests keep the cost they were recorded with.</summary>
public sealed class PriceCommands(PriceList prices, ISettingsStore settings) : IDisposable
{
    private const string Setting = "prices";
    private readonly SemaphoreSlim _writer = new(1, 1);

    /// <summary>The date of the shipped list.</summary>
    public string Version => prices.Version;

    /// <summary>Where the shipped numbers come from.</summary>
    public string Source => prices.Source;

    /// <summary>What the numbers mean.</summary>
    public string Unit => prices.Unit;

    /// <summary>Brings in the stored prices of the user; again after the stores were replaced.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        using var document = JsonDocument.Parse(await settings.GetAsync(Setting, cancellationToken).ConfigureAwait(false) ?? "{}");
        prices.SetOwn(PriceJson.Read(document.RootElement).Prices);
    }

    /// <summary>Every price in force, by name.</summary>
    public ImmutableArray<PriceView> List()
    {
        var own = prices.Own;
        return
        [
            .. own.Keys.Union(prices.Shipped.Keys, StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)
                .Select(model => (Model: model, Own: own.GetValueOrDefault(model), Shipped: prices.Shipped.GetValueOrDefault(model)))
                .Select(row => new PriceView(row.Model, (row.Own ?? row.Shipped)!, row.Shipped, row.Own is not null)),
        ];
    }

    /// <summary>
    /// Replaces the user's own prices by <c>{"models":{name:price}}</c>. A price equal to the shipped one is none of the user's own, so that
    /// the whole table can be sent back; a model that is left out, or null, has its shipped price again.
    /// </summary>
    public async Task<ImmutableArray<FieldError>> ReplaceAsync(JsonElement body, CancellationToken cancellationToken)
    {
        if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty("models", out var models) || models.ValueKind != JsonValueKind.Object)
        {
            return [new("models", "The body must be {\"models\":{\"name\":{\"input\":1.25,\"output\":10}}} in US dollars per million tokens.")];
        }

        var (read, errors) = PriceJson.Read(models);
        if (errors.IsEmpty)
        {
            await ChangeAsync(_ => read, cancellationToken).ConfigureAwait(false);
        }

        return errors;
    }

    /// <summary>Sets the user's own price of one model; null takes it back to the shipped one.</summary>
    public Task SetAsync(string model, ModelPrice? price, CancellationToken cancellationToken) =>
        ChangeAsync(own => price is null ? own.Remove(model) : own.SetItem(model, price), cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    private async Task ChangeAsync(Func<ImmutableDictionary<string, ModelPrice>, ImmutableDictionary<string, ModelPrice>> change, CancellationToken cancellationToken)
    {
        await _writer.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var own = change(prices.Own);
            own = own.RemoveRange(own.Where(pair => prices.Shipped.GetValueOrDefault(pair.Key) == pair.Value).Select(pair => pair.Key));
            await settings.SetAsync(Setting, own.IsEmpty ? null : PriceJson.Write(own), cancellationToken).ConfigureAwait(false);
            prices.SetOwn(own);
        }
        finally
        {
            _writer.Release();
        }
    }
}
