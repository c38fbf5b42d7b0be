using System.Collections.Immutable;
using AntigravityTools.Core.Management;
using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Ui.Pages.ApiProxy;

/// <summary>The model rules while they are edited, and the tester beside them.</summary>
public sealed class RulesViewModel(RouteCommands routes)
{
    /// <summary>The rules in order.</summary>
    public List<RuleForm> Rules { get; private set; } = [];

    /// <summary>What the last save was refused for.</summary>
    public ImmutableArray<FieldError> Errors { get; private set; } = [];

    /// <summary>True where there are edits that are not in force yet.</summary>
    public bool IsChanged { get; private set; }

    /// <summary>The model to test with.</summary>
    public string Model { get; set; } = "";

    /// <summary>The client's protocol to test with.</summary>
    public Protocol Protocol { get; set; } = Protocol.OpenAIChat;

    /// <summary>What would happen now, by the rules in force.</summary>
    public RouteView? Answer => string.IsNullOrWhiteSpace(Model) ? null : routes.Resolve(Model.Trim(), Protocol);

    /// <summary>Names of models to choose from.</summary>
    public ImmutableArray<string> Models => routes.Models;

    /// <summary>Reads the rules that are in force.</summary>
    public void Load()
    {
        Rules = [.. routes.Rules.Select(RuleForm.Of)];
        (Errors, IsChanged) = ([], false);
    }

    /// <summary>Notes an edit.</summary>
    public void Touch() => IsChanged = true;

    /// <summary>Appends an empty rule.</summary>
    public void Add()
    {
        Rules.Add(new RuleForm());
        Touch();
    }

    /// <summary>Takes a rule out.</summary>
    public void Remove(RuleForm rule)
    {
        Rules.Remove(rule);
        Touch();
    }

    /// <summary>Moves a rule by some places.</summary>
    public void Move(RuleForm rule, int by)
    {
        var place = Rules.IndexOf(rule);
        if (place >= 0 && place + by >= 0 && place + by < Rules.Count)
        {
            Rules.RemoveAt(place);
            Rules.Insert(place + by, rule);
            Touch();
        }
    }

    /// <summary>Puts the rules in force, all or none.</summary>
    public async Task<bool> SaveAsync(CancellationToken cancellationToken)
    {
        Errors = await routes.ReplaceRulesAsync([.. Rules.Select(rule => rule.ToRule())], cancellationToken);
        if (!Errors.IsEmpty)
        {
            return false;
        }

        Load();
        return true;
    }
}
