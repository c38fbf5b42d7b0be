using System.Text.RegularExpressions;
using ArchUnitNET.Domain;
using ArchUnitNET.Domain.Extensions;
using ArchUnitNET.Loader;

namespace AntigravityTools.Architecture.Tests;

/// <summary>What the program may reach for, and where (product.md §10): connections, processes, other sites' pages, comparisons of secrets.</summary>
public sealed partial class ReachTests
{
    [Fact]
    public void Connections_AreMadeInFewPlaces() => Assert.Equal(
        [
            "src/AntigravityTools.App/Commands/Access/ManagementAccess.cs", // a command to the gateway that runs
            "src/AntigravityTools.App/Demo/DemoTour.cs", // the demo to itself
            "src/AntigravityTools.App/Telemetry/TelemetryExport.cs", // to the collector that the configuration names
            "src/AntigravityTools.Core/Clients/Doctor/GatewayProbe.cs", // the doctor to this machine
            "src/AntigravityTools.Core/Upstreams/MediaFetcher.cs", // a file that a client names, from public addresses
            "src/AntigravityTools.Core/Upstreams/UpstreamClient.cs", // accounts' upstreams
            "src/AntigravityTools.Server/OAuthCallback/LoopbackOpener.cs", // a socket that only finds a free port
            "src/AntigravityTools.Ui/Pages/ApiProxy/CSharpSamples.cs", // text for the user
        ],
        Naming(Connection()));

    [Fact]
    public void Processes_AreStartedByTheBrowserOpenersAlone() => Assert.Equal(
        ["src/AntigravityTools.App/Desktop/BrowserWindow.cs", "src/AntigravityTools.App/Platform/Browser.cs"], Naming(Starter()));

    [Fact]
    public void Browser_IsOpenedByCommandsAndTheDesktopAlone() => Assert.All(
        Naming(BrowserOpener()), file => Assert.Matches("^src/AntigravityTools[.]App/(Commands|Desktop)/", file));

    [Fact]
    public void CrossOriginPermission_IsGivenInOnePlaceAndNeverToAll()
    {
        Assert.Equal(["src/AntigravityTools.Server/Auth/Cors.cs"], Naming(Permission()));
        Assert.DoesNotContain(SourceTree.Lines("src/AntigravityTools.Server/Auth/Cors.cs"), line => line.Contains("\"*\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("SecretHash", "MatchesDigest(")]
    [InlineData("PresentedSecret", "Is(")]
    [InlineData("ClientKeyRing", "Find(")]
    [InlineData("AdminPassword", "Matches(")]
    public void Secrets_AreComparedInConstantTime(string type, string method)
    {
        var house = new ArchLoader().LoadAssemblies(typeof(Core.Records.Account).Assembly, typeof(Server.Listening.ProxyHost).Assembly).Build();
        var comparer = house.Classes.Single(known => known.Name == type).GetMethodMembers().Single(member => member.Name.StartsWith(method, StringComparison.Ordinal));

        var called = comparer.GetCalledMethods().Select(member => member.FullName).ToList();

        Assert.Contains(called, name => name.Contains("CryptographicOperations::FixedTimeEquals", StringComparison.Ordinal));
        Assert.DoesNotContain(called, name => name.Contains("op_Equality", StringComparison.Ordinal) || name.Contains("::Equals(", StringComparison.Ordinal) || name.Contains("SequenceEqual", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Naming(Regex pattern) =>
        SourceTree.Files("src", ".cs", ".razor").Where(file => SourceTree.Lines(file).Any(line => pattern.IsMatch(line))).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"SocketsHttpHandler|new HttpClient\b|\bTcpClient\(|\bUdpClient\(|ClientWebSocket\(|WebRequest\.|new Socket\(|OtlpExporter")]
    private static partial Regex Connection();

    [GeneratedRegex(@"Process\.Start|ProcessStartInfo|new Process\b|ShellExecute[AEWx(]|posix_spawn|CreateProcess|g_spawn|show_uri|launch_default")]
    private static partial Regex Starter();

    [GeneratedRegex(@"\bBrowser\.Open\b")]
    private static partial Regex BrowserOpener();

    [GeneratedRegex(@"AccessControlAllow|Access-Control-Allow|\b(Add|Use)Cors\b")]
    private static partial Regex Permission();
}
