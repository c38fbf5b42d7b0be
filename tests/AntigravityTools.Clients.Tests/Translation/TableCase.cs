using System.Text.Json;
using AntigravityTools.Simulator;
using AntigravityTools.Simulator.Scripting;

namespace AntigravityTools.Clients.Tests.Translation;

/// <summary>One column of the table: what the provider is told to do, and what the client and the provider must have got.</summary>
internal sealed record TableCase(string Name, string Title)
{
    /// <summary>What the provider does; null lets it answer the prompt.</summary>
    public Behaviour? Upstream { get; init; }

    /// <summary>Checks what the client got; <c>upstream</c> is its protocol.</summary>
    public required Action<Heard> Check { get; init; }

    /// <summary>What both sides saw.</summary>
    /// <param name="Inbound">The client's protocol.</param>
    /// <param name="Upstream">The provider's.</param>
    /// <param name="Got">What the script printed.</param>
    /// <param name="Requests">What reached the provider.</param>
    internal sealed record Heard(string Inbound, string Upstream, JsonElement Got, IReadOnlyList<RecordedRequest> Requests)
    {
        /// <summary>A text of the client's answer.</summary>
        public string Text(string name) => Got.TryGetProperty(name, out var value) ? value.ToString() : "";

        /// <summary>A number of the client's answer; 0 where it is missing.</summary>
        public long Number(string name) => Got.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt64() : 0;

        /// <summary>The calls as "name city".</summary>
        public IEnumerable<string> Calls =>
            Got.GetProperty("calls").EnumerateArray().Select(static call => $"{call.GetProperty("name")} {call.GetProperty("args").GetProperty("city")}");
    }
}
