using System.Collections.Frozen;
using System.Text.Json;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Usage;

/// <summary>Prices by model, from the shipped, dated data file. An unknown model has no price, never a guessed one.</summary>
public sealed class PriceList
{
    private const string Resource = "AntigravityTools.Core.Usage.Prices.json";
    private const decimal Million = 1_000_000m;
    private readonly FrozenDictionary<string, ModelPrice> _prices;

    /// <summary>Loads the shipped list.</summary>
    public PriceList()
    {
        using var stream = typeof(PriceList).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The resource {Resource} is missing from the build.");
        using var document = JsonDocument.Parse(stream);
        Version = document.RootElement.GetProperty("version").GetString()!;
        _prices = document.RootElement.GetProperty("models").EnumerateObject()
            .ToFrozenDictionary(item => item.Name, item => Read(item.Value), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The date of the shipped list.</summary>
    public string Version { get; }

    /// <summary>The cost of a request in US dollars; null where the model has no price or the usage is unknown.</summary>
    public decimal? CostOf(string model, TokenUsage usage)
    {
        if (Find(model) is not { } price || (usage.Input is null && usage.Output is null))
        {
            return null;
        }

        var (read, write) = (usage.CacheRead ?? 0, usage.CacheWrite ?? 0);
        var plain = Math.Max(0, (usage.Input ?? 0) - read - write);
        return ((plain * price.Input) + (read * (price.CacheRead ?? price.Input)) + (write * (price.CacheWrite ?? price.Input))
            + ((usage.Output ?? 0) * price.Output)) / Million;
    }

    // A dated name such as claude-sonnet-4-5-20250929 has the price of its longest listed prefix that ends at a dash.
    private ModelPrice? Find(string model)
    {
        for (var name = model; name.Length > 0; name = name[..Math.Max(0, name.LastIndexOf('-'))])
        {
            if (_prices.TryGetValue(name, out var price) && (name.Length == model.Length || IsDate(model.AsSpan(name.Length + 1))))
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

    private static ModelPrice Read(JsonElement json) => new(
        json.GetProperty("input").GetDecimal(),
        json.GetProperty("output").GetDecimal(),
        json.TryGetProperty("cache_read", out var read) ? read.GetDecimal() : null,
        json.TryGetProperty("cache_write", out var write) ? write.GetDecimal() : null);
}
