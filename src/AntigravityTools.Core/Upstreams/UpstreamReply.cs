using System.Net.Http.Headers;

namespace AntigravityTools.Core.Upstreams;

/// <summary>A provider's answer: status and headers read, the body still to come.</summary>
public sealed class UpstreamReply(HttpResponseMessage message, Stream body) : IDisposable
{
    /// <summary>The HTTP status.</summary>
    public int Status => (int)message.StatusCode;

    /// <summary>True for 2xx.</summary>
    public bool IsSuccess => message.IsSuccessStatusCode;

    /// <summary>The body, decompressed.</summary>
    public Stream Body => body;

    /// <summary>The body's size where the provider stated it and did not compress it.</summary>
    public long? Length { get; } =
        message.Content.Headers.NonValidated.Contains("Content-Encoding") ? null : message.Content.Headers.ContentLength;

    /// <summary>The body's media type without parameters, or null.</summary>
    public string? MediaType { get; } = MediaTypeOf(message.Content.Headers);

    /// <summary>Appends the answer's own headers and the content's as they came, but for those that stay here.</summary>
    public void CopyHeaders(List<KeyValuePair<string, string>> target)
    {
        Copy(message.Headers.NonValidated, target);
        Copy(message.Content.Headers.NonValidated, target);
    }

    /// <summary>One header by name, or null.</summary>
    public string? Header(string name) =>
        message.Headers.NonValidated.TryGetValues(name, out var own) ? own.ToString()
        : message.Content.Headers.NonValidated.TryGetValues(name, out var content) ? content.ToString() : null;

    /// <summary>True where the name of one of the answer's own headers contains a text, whatever its case.</summary>
    public bool HasHeaderLike(string part)
    {
        foreach (var (name, _) in message.Headers.NonValidated)
        {
            if (name.Contains(part, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static void Copy(HttpHeadersNonValidated headers, List<KeyValuePair<string, string>> target)
    {
        foreach (var (name, values) in headers)
        {
            if (HeaderPolicy.PassesDownstream(name))
            {
                foreach (var value in values)
                {
                    target.Add(new(name, value));
                }
            }
        }
    }

    private static string? MediaTypeOf(HttpContentHeaders headers)
    {
        if (!headers.NonValidated.TryGetValues("Content-Type", out var values))
        {
            return null;
        }

        var text = values.ToString();
        var end = text.IndexOf(';', StringComparison.Ordinal);
        return end < 0 ? text.Trim() : text[..end].Trim();
    }

    /// <inheritdoc/>
    public void Dispose() => message.Dispose();
}
