using Xunit;

namespace AntigravityTools.Testing;

/// <summary>What a test needs beyond the .NET SDK: without it the test is skipped, except where everything must have been installed.</summary>
public static class Prerequisite
{
    /// <summary>Skips the test, saying why and what to run; fails it where <c>CI</c> is <c>true</c>.</summary>
    public static void Require(bool present, string missing)
    {
        if (present)
        {
            return;
        }
        if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
        {
            Assert.Fail(missing);
        }
        Assert.Skip(missing);
    }
}
