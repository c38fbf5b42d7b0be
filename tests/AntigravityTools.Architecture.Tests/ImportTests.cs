using ArchUnitNET.Domain;
using ArchUnitNET.Domain.Extensions;
using ArchUnitNET.Loader;

namespace AntigravityTools.Architecture.Tests;

/// <summary>Who may import whom: one test per row of ARCHITECTURE.md's table.</summary>
public sealed class ImportTests
{
    private const string Protocols = "AntigravityTools.Protocols";
    private const string Core = "AntigravityTools.Core";

    private static readonly ArchUnitNET.Domain.Architecture House = new ArchLoader().LoadAssemblies(
        typeof(Protocols.Model.Protocol).Assembly, typeof(Core.Records.Account).Assembly, typeof(Storage.Sqlite.SqliteDatabase).Assembly,
        typeof(Server.Listening.ProxyHost).Assembly, typeof(Ui.ConsoleUi).Assembly, typeof(Simulator.SimulatorHost).Assembly).Build();

    [Theory]
    [InlineData("OpenAIChat")]
    [InlineData("OpenAIResponses")]
    [InlineData("Anthropic")]
    [InlineData("Gemini")]
    public void ProtocolRoom_ImportsOnlyModelFramingAndSchemas(string room) =>
        AssertImports($"{Protocols}.{room}", Protocols, $"{Protocols}.Model", $"{Protocols}.Framing", $"{Protocols}.Schemas");

    [Fact]
    public void Model_ImportsNothingOfOurs() => AssertImports($"{Protocols}.Model", "AntigravityTools");

    [Fact]
    public void Framing_ImportsOnlyModel() => AssertImports($"{Protocols}.Framing", "AntigravityTools", $"{Protocols}.Model");

    [Fact]
    public void Records_ImportOnlyTheModel() => AssertImports($"{Core}.Records", "AntigravityTools", $"{Protocols}.Model");

    [Fact]
    public void StoragePorts_ImportOnlyRecords() => AssertImports($"{Core}.Storage", "AntigravityTools", $"{Core}.Records", $"{Protocols}.Model");

    [Theory]
    [InlineData("Routing")]
    [InlineData("Accounts")]
    [InlineData("Conversations")]
    [InlineData("Usage")]
    [InlineData("Monitoring")]
    public void CoreRoom_ImportsNeitherPipelineNorItsNeighbours(string room) =>
        AssertImports($"{Core}.{room}", Core, $"{Core}.Records", $"{Core}.Verdicts", $"{Core}.Configuration", $"{Core}.Storage", $"{Core}.Diagnostics");

    [Fact]
    public void Upstreams_ImportNoNeighbourButAccounts() => AssertImports(
        $"{Core}.Upstreams", Core, $"{Core}.Records", $"{Core}.Verdicts", $"{Core}.Configuration", $"{Core}.Storage", $"{Core}.Diagnostics", $"{Core}.Accounts");

    [Fact]
    public void Accounts_KnowNoProtocolButItsName() => AssertImports($"{Core}.Accounts", Protocols, $"{Protocols}.Model");

    [Fact]
    public void Management_TakesOnlyTheRunnerOfThePipeline()
    {
        var taken = House.Types.Where(type => Lives(type, $"{Core}.Management"))
            .SelectMany(type => type.Dependencies.Select(dependency => dependency.Target))
            .Where(target => Lives(target, $"{Core}.Pipeline"))
            .Select(target => target.Name)
            .Distinct();
        Assert.Empty(taken.Except(["IExchangeRunner", "InboundRequest", "IResponseSink"]));
    }

    [Fact]
    public void Protocols_ImportsNothingOfOurs() => AssertImports(Protocols, "AntigravityTools", Protocols);

    [Fact]
    public void Core_ImportsOnlyProtocols() => AssertImports(Core, "AntigravityTools", Core, Protocols);

    [Fact]
    public void Core_KnowsNoWebServer() => AssertImports(Core, "Microsoft.AspNetCore");

    [Fact]
    public void Sqlite_ImportsOnlyStorageAndRecords() => AssertImports(
        "AntigravityTools.Storage.Sqlite", "AntigravityTools", "AntigravityTools.Storage.Sqlite", $"{Core}.Storage", $"{Core}.Records", $"{Protocols}.Model");

    [Fact]
    public void Server_ImportsOnlyCoreAndProtocols() => AssertImports("AntigravityTools.Server", "AntigravityTools", "AntigravityTools.Server", Core, Protocols);

    [Fact]
    public void Ui_ImportsOnlyManagementAndRecords() => AssertImports(
        "AntigravityTools.Ui", "AntigravityTools", "AntigravityTools.Ui", $"{Core}.Management", $"{Core}.Records", $"{Protocols}.Model");

    [Fact]
    public void Simulator_ImportsNothingOfOurs() => AssertImports("AntigravityTools.Simulator", "AntigravityTools", "AntigravityTools.Simulator");

    /// <summary>Types under <paramref name="room"/> may use of <paramref name="ours"/> only themselves and <paramref name="allowed"/>.</summary>
    private static void AssertImports(string room, string ours, params string[] allowed)
    {
        var types = House.Types.Where(type => Lives(type, room)).ToList();
        Assert.NotEmpty(types);
        // A type parameter is no import; the loader gives equally named ones of different assemblies the first owner it met.
        var broken = types
            .SelectMany(type => type.Dependencies.Select(dependency => (type, dependency.Target)))
            .Where(pair => pair.Target is not GenericParameter && Lives(pair.Target, ours) && !Lives(pair.Target, room) && !Array.Exists(allowed, name => Lives(pair.Target, name)))
            .Select(pair => $"{pair.type.FullName} uses {pair.Target.FullName}")
            .Distinct()
            .ToList();
        Assert.True(broken.Count == 0, string.Join(Environment.NewLine, broken));
    }

    // Types that the compiler makes for constants have no namespace and belong to no room.
    private static bool Lives(IType type, string room) =>
        type.Namespace?.FullName is { } space && (space == room || space.StartsWith(room + ".", StringComparison.Ordinal));
}
