using System.Text;

namespace AntigravityTools.Simulator.Hosting;

/// <summary>An answer ready for the wire: either a whole body or a stream.</summary>
internal sealed record WireReply
{
    public int Status { get; init; } = 200;

    public string ContentType { get; init; } = "application/json";

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public ReadOnlyMemory<byte> Body { get; init; }

    public WireStream? Stream { get; init; }

    public static WireReply Json(string json, int status = 200) =>
        new() { Status = status, Body = Encoding.UTF8.GetBytes(json) };

    public WireReply With(IReadOnlyDictionary<string, string> headers)
    {
        var all = new Dictionary<string, string>(headers, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in Headers)
        {
            all[name] = value;
        }
        return this with { Headers = all };
    }
}
