using AntigravityTools.Core.Configuration;

namespace AntigravityTools.Core.Routing;

/// <summary>A model rule compiled: its glob split into literals, its rank known.</summary>
internal sealed class ModelRule
{
    private readonly string[] _literals;
    private readonly bool _exact;

    public ModelRule(ModelRuleConfig config, int order)
    {
        Config = config;
        Order = order;
        _literals = config.Match.Split('*');
        _exact = _literals.Length == 1;
        Literals = _literals.Sum(part => part.Length);
    }

    public ModelRuleConfig Config { get; }

    /// <summary>The rule's place in the user's list.</summary>
    public int Order { get; }

    /// <summary>Number of literal characters: the most win.</summary>
    public int Literals { get; }

    /// <summary>True where the match has no <c>*</c>; such a rule beats every glob.</summary>
    public bool IsExact => _exact;

    public bool Matches(string model)
    {
        if (_exact)
        {
            return model.Equals(_literals[0], StringComparison.OrdinalIgnoreCase);
        }

        if (!model.StartsWith(_literals[0], StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var at = _literals[0].Length;
        for (var i = 1; i < _literals.Length - 1; i++)
        {
            var found = model.IndexOf(_literals[i], at, StringComparison.OrdinalIgnoreCase);
            if (found < 0)
            {
                return false;
            }

            at = found + _literals[i].Length;
        }

        return model.Length - at >= _literals[^1].Length && model.EndsWith(_literals[^1], StringComparison.OrdinalIgnoreCase);
    }
}
