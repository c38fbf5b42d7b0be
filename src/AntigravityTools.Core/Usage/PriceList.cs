using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Usage;

/// <summary>
/// Prices by model: the user's own before those of the shipped, dated data file. An unknown model has no price, never a guessed one.
/// </summary>
public sealed class PriceList
{
    private const string Resource = "AntigravityTools.Core.Usage.Prices.json";
    private const decimal Million = 1_000_000m;
    private readonly FrozenDictionary<string, ModelPrice> _shipped;
    private volatile FrozenDictionary<string, ModelPrice> _own = FrozenDictionary<string, ModelPrice>.Empty;

    /// <summary>Loads the shipped list.</summary>
    public PriceList()
    {
        using var stream = typeof(PriceList).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The resource {Resource} is missing from the build.");
        using var document = JsonDocument.Parse(stream);
        var root = document.RootElement;
        (Version, Source, Unit) = (root.GetProperty("version").GetString()!, root.GetProperty("source").GetString()!, root.GetProperty("unit").GetString()!);
        var (prices, errors) = PriceJson.Read(root.GetProperty("models"));
        if (!errors.IsEmpty)
        {
            throw new InvalidOperationException($"The resource {Resource} is wrong: {errors[0].Message}");
        }

        Shipped = prices;
        _shipped = prices.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The date of the shipped list.</summary>
    public string Version { get; }

    /// <summary>Where its numbers come from.</summary>
    public string Source { get; }

    /// <summary>What its numbers mean.</summary>
    public string Unit { get; }

    /// <summary>The shipped prices.</summary>
    public ImmutableDictionary<string, ModelPrice> Shipped { get; }

    /// <summary>The user's own prices, which win.</summary>
    public ImmutableDictionary<string, ModelPrice> Own { get; private set; } = ImmutableDictionary.Create<string, ModelPrice>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Sets the user's own prices. They hold for requests that end from now on; what is recorded keeps its cost.</summary>
    public void SetOwn(ImmutableDictionary<string, ModelPrice> prices)
    {
        Own = prices;
        _own = prices.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The cost of a request in US dollars; null where the model has no price or the usage is unknown.</summary>
    public decimal? CostOf(string model, TokenUsage usage)
    {
        if ((Find(_own, model) ?? Find(_shipped, model)) is not { } price || (usage.Input is null && usage.Output is null))
        {
            return null;
        }

        var (read, write, reasoning) = (usage.CacheRead ?? 0, usage.CacheWrite ?? 0, usage.Reasoning ?? 0);
        var plain = Math.Max(0, (usage.Input ?? 0) - read - write);
        var spoken = Math.Max(0, (usage.Output ?? 0) - reasoning);
        return ((plain * price.Input) + (read * (price.CacheRead ?? price.Input)) + (write * (price.CacheWrite ?? price.Input))
            + (spoken * price.Output) + (reasoning * (price.Reasoning ?? price.Output))) / Million;
    }

    // A dated name such as claude-sonnet-4-5-20250929 has the price of its longest listed prefix that ends at a dash.
    private static ModelPrice? Find(FrozenDictionary<string, ModelPrice> prices, string model)
    {
        if (prices.Count == 0)
        {
            return null;
        }

        var byName = prices.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var name = model.AsSpan(); !name.IsEmpty; name = name[..Math.Max(0, name.LastIndexOf('-'))])
        {
            if (byName.TryGetValue(name, out var price) && (name.Length == model.Length || IsDate(model.AsSpan(name.Length + 1))))
            {
                return price;
            }
        }

        return null;
    }

    private static bool IsDate(ReadOnlySpan<char> rest)
    {
        foreach (var letter in rest)
        {
            if (!char.IsAsciiDigit(letter) && letter != '-')
            {
                return false;
            }
        }

        return rest.Length >= 4;
    }
}
