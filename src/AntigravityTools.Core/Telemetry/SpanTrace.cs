using System.Diagnostics;

namespace AntigravityTools.Core.Telemetry;

/// <summary>
/// Gives a span that has no parent the trace id that its request has. The runtime takes the ids of such spans from one function for the
/// whole process; outside of <see cref="Use"/> it answers as before.
/// </summary>
public static class SpanTrace
{
    private static readonly AsyncLocal<string?> Wanted = new();

    /// <summary>Puts the function in place; once, where spans are exported.</summary>
    public static void Install() => Activity.TraceIdGenerator ??= Next;

    /// <summary>Spans started until the end of the scope belong to a trace of 32 hex digits.</summary>
    internal static Scope Use(string traceId)
    {
        Wanted.Value = traceId;
        return default;
    }

    private static ActivityTraceId Next() => Wanted.Value is { Length: 32 } wanted ? ActivityTraceId.CreateFromString(wanted) : ActivityTraceId.CreateRandom();

    /// <summary>Ends what <see cref="Use"/> began.</summary>
    internal readonly struct Scope : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose() => Wanted.Value = null;
    }
}
