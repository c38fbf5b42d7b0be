using System.Globalization;

namespace AntigravityTools.Protocols.Tests.Fuzz;

/// <summary>
/// Every reader with damaged input. Short in the normal run; <c>ANTIGRAVITY_FUZZ_MINUTES=1</c> gives each target a minute with a seed of
/// its own, and <c>ANTIGRAVITY_FUZZ_SEED</c> repeats a run (CONTRIBUTING.md).
/// </summary>
public sealed class FuzzTests
{
    private const int Rounds = 400;
    private const int FixedSeed = 20261125;

    public static IEnumerable<TheoryDataRow<string>> Names() => FuzzTargets.All.Select(static target => new TheoryDataRow<string>(target.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void AnyBytes_AreReadWithoutAnException(string name)
    {
        var target = FuzzTargets.All.First(one => one.Name == name);
        var minutes = Number("ANTIGRAVITY_FUZZ_MINUTES");
        var (started, rounds) = (TimeProvider.System.GetTimestamp(), 0);
        var first = (int?)Number("ANTIGRAVITY_FUZZ_SEED") ?? (minutes is null ? FixedSeed : (int)(started & 0x3FFFFFFF));
        for (; minutes is null ? rounds < Rounds : TimeProvider.System.GetElapsedTime(started).TotalMinutes < minutes; rounds++)
        {
            var input = new Mutator(first + rounds).Next(target.Seeds);
            try
            {
                target.Run(input);
            }
            catch (Exception error) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
            {
                Assert.Fail($"{name} with ANTIGRAVITY_FUZZ_SEED={first + rounds}: {error}\nInput: {Convert.ToBase64String(input)}");
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{name}: {rounds} inputs from seed {first}");
    }

    private static double? Number(string variable) =>
        double.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
