using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace AntigravityTools.Architecture.Tests;

/// <summary>No hidden state, no second clock, no two log events with one id.</summary>
public sealed partial class StateTests
{
    private static readonly Assembly[] Ours =
    [
        typeof(Protocols.Model.Protocol).Assembly, typeof(Core.Records.Account).Assembly, typeof(Storage.Sqlite.SqliteDatabase).Assembly,
        typeof(Server.Listening.ProxyHost).Assembly, typeof(Ui.ConsoleUi).Assembly, typeof(Simulator.SimulatorHost).Assembly,
    ];

    [Fact]
    public void StaticField_IsReadOnly()
    {
        var mutable = Ours.SelectMany(assembly => assembly.GetTypes())
            .Where(type => !IsGenerated(type))
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(field => !field.IsInitOnly && !field.IsLiteral && field.GetCustomAttribute<CompilerGeneratedAttribute>() is null)
            .Select(field => $"{field.DeclaringType}.{field.Name}");
        Assert.Empty(mutable);
    }

    [Fact]
    public void SourceText_NamesNoSystemClock()
    {
        var found = SourceTree.Files("src", ".cs", ".razor")
            .Where(file => SourceTree.Lines(file).Any(line => Clock().IsMatch(line)));
        Assert.Empty(found);
    }

    [Fact]
    public void LogEventId_IsUnique()
    {
        var twice = SourceTree.Files("src", ".cs", ".razor")
            .SelectMany(file => LogEvent().Matches(string.Join('\n', SourceTree.Lines(file))).Select(match => (file, id: match.Groups["id"].Value)))
            .GroupBy(item => item.id)
            .Where(group => group.Count() > 1)
            .Select(group => $"{group.Key}: {string.Join(", ", group.Select(item => item.file))}");
        Assert.Empty(twice);
    }

    [Fact]
    public void SourceText_HasNoUnfinishedMark()
    {
        var found = SourceTree.Files("src", ".cs", ".razor", ".css", ".js").Concat(SourceTree.Files("tests", ".cs"))
            .Where(file => !file.EndsWith("StateTests.cs", StringComparison.Ordinal))
            .Where(file => SourceTree.Lines(file).Any(line => Unfinished().IsMatch(line)));
        Assert.Empty(found);
    }

    private static bool IsGenerated(Type type) =>
        type.GetCustomAttribute<CompilerGeneratedAttribute>() is not null || type.GetCustomAttributes().Any(a => a.GetType().Name == "GeneratedCodeAttribute")
        || type.FullName!.Contains('<', StringComparison.Ordinal) || (type.Namespace ?? "").StartsWith("System.", StringComparison.Ordinal)
        || (type.Namespace ?? "").StartsWith("Microsoft.", StringComparison.Ordinal);

    [GeneratedRegex(@"\bDateTime(Offset)?\.(Utc)?Now\b|\bStopwatch\.")]
    private static partial Regex Clock();

    [GeneratedRegex(@"\[LoggerMessage\(\s*(?:EventId\s*=\s*)?(?<id>\d+)")]
    private static partial Regex LogEvent();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b|NotImplementedException")]
    private static partial Regex Unfinished();
}
