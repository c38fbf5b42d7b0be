using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Server.Tests.Surface;

/// <summary>One call that a client makes, and what it gets.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path with its query, as the client's SDK writes it.</param>
/// <param name="Status">The status that it must get.</param>
internal sealed record SurfaceCall(string Method, string Path, int Status = 200)
{
    /// <summary>The JSON body.</summary>
    public string? Body { get; init; }

    /// <summary>The form's fields; a value that starts with <c>@</c> is a file of that name.</summary>
    public (string Name, string Value)[]? Form { get; init; }

    /// <summary>The protocol whose shape a refusal must have.</summary>
    public Protocol Shape { get; init; } = Protocol.OpenAIChat;

    /// <summary>What the answer must contain.</summary>
    public string Contains { get; init; } = "";

    /// <summary>The operation of the OpenAPI file that it stands for, where its path has values for parameters.</summary>
    public string? Operation { get; init; }

    public override string ToString() => $"{Method} {Path} {Body ?? string.Join(' ', Form ?? [])}";

    public HttpRequestMessage ToRequest()
    {
        var request = new HttpRequestMessage(new HttpMethod(Method), Path);
        if (Shape == Protocol.Anthropic)
        {
            request.Headers.Add("anthropic-version", "2023-06-01");
        }

        if (Form is not null)
        {
            var form = new MultipartFormDataContent();
            foreach (var (name, value) in Form)
            {
                if (value.StartsWith('@'))
                {
                    form.Add(new ByteArrayContent([1, 2, 3, 4]), name, value[1..]);
                }
                else
                {
                    form.Add(new StringContent(value), name);
                }
            }

            request.Content = form;
        }
        else if (Body is not null)
        {
            request.Content = new StringContent(Body, null, "application/json");
        }

        return request;
    }
}
