using AntigravityTools.Core.Clients.Editors;

namespace AntigravityTools.Core.Tests.Clients.Editors;

public sealed class UnifiedDiffTests
{
    [Fact]
    public void Change_IsShownWithThreeLinesOfContext() => Assert.Equal(
        "--- f\n+++ f\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+x\n 6\n 7\n 8\n",
        UnifiedDiff.Of("f", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nx\n6\n7\n8\n9\n"));

    [Fact]
    public void NewFile_ComesFromNothing() => Assert.Equal("--- /dev/null\n+++ f\n@@ -0,0 +1,2 @@\n+a\n+b\n", UnifiedDiff.Of("f", null, "a\nb\n"));

    [Fact]
    public void DistantChanges_HaveHunksOfTheirOwn()
    {
        var before = string.Concat(Enumerable.Range(1, 30).Select(i => $"{i}\n"));
        var diff = UnifiedDiff.Of("f", before, before.Replace("\n3\n", "\nx\n", StringComparison.Ordinal).Replace("\n28\n", "\n", StringComparison.Ordinal));
        Assert.Contains("@@ -1,6 +1,6 @@", diff, StringComparison.Ordinal);
        Assert.Contains("@@ -25,6 +25,5 @@", diff, StringComparison.Ordinal);
    }

    [Fact]
    public void EqualTexts_HaveNone() => Assert.Empty(UnifiedDiff.Of("f", "a\n", "a\n"));
}
