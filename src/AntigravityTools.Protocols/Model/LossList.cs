using System.Collections.Immutable;

namespace AntigravityTools.Protocols.Model;

/// <summary>Collects what a writer loses on its way.</summary>
public sealed class LossList
{
    private ImmutableArray<Loss>.Builder? _items;

    /// <summary>The field was left out.</summary>
    public void Dropped(string field, string why) => Add(new Loss(field, "dropped", why));

    /// <summary>The field was written as the nearest thing the target has.</summary>
    public void Approximated(string field, string why) => Add(new Loss(field, "approximated", why));

    /// <summary>The field was expressed by other means.</summary>
    public void Emulated(string field, string why) => Add(new Loss(field, "emulated", why));

    /// <summary>Fields of another protocol that <paramref name="target"/> has no word for; those of its own are not lost.</summary>
    public void Foreign(string place, Extras? extras, Protocol target)
    {
        if (extras is null || extras.Protocol == target)
        {
            return;
        }

        foreach (var field in extras.Fields)
        {
            Dropped(place.Length == 0 ? field.Key : $"{place}.{field.Key}", $"{target.ToName()} has no such field");
        }
    }

    /// <summary>Everything so far.</summary>
    public LossReport ToReport() => _items is null ? LossReport.None : new LossReport(_items.ToImmutable());

    private void Add(Loss loss) => (_items ??= ImmutableArray.CreateBuilder<Loss>()).Add(loss);
}
