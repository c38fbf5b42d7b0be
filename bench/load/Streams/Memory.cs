using System.Globalization;

namespace Streams;

/// <summary>Resident memory of a process, from /proc.</summary>
internal static class Memory
{
    /// <summary>KiB in RAM.</summary>
    public static long OfProcess(int pid)
    {
        var line = File.ReadLines($"/proc/{pid}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.AsSpan("VmRSS:".Length, line.Length - "VmRSS:".Length - "kB".Length).Trim(), CultureInfo.InvariantCulture);
    }
}
