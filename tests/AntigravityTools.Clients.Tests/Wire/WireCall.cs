using System.Text;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Simulator;
using AntigravityTools.Testing.Gateway;

namespace AntigravityTools.Clients.Tests.Wire;

/// <summary>The same small question in each of the four protocols, written by hand.</summary>
internal sealed record WireCall(Protocol Protocol, bool Stream)
{
    /// <summary>The vendor that serves the protocol.</summary>
    public string Provider => Protocol switch
    {
        Protocol.Anthropic => "anthropic",
        Protocol.Gemini => "gemini",
        _ => "openai",
    };

    /// <summary>The end of the path, by which a simulator knows these calls from model lists.</summary>
    public string Verb => Protocol switch
    {
        Protocol.OpenAIChat => "/chat/completions",
        Protocol.OpenAIResponses => "/responses",
        Protocol.Anthropic => "/messages",
        _ => Stream ? ":streamGenerateContent" : ":generateContent",
    };

    /// <summary>Where the vendor is at a simulator.</summary>
    public Uri BaseUrl(SimulatorHost simulator) => Provider == "openai" ? simulator.OpenAiUrl : simulator.BaseUrl;

    /// <summary>The path and query for a model.</summary>
    public string Path(string model) => Protocol switch
    {
        Protocol.Gemini => $"/v1beta/models/{model}{Verb}{(Stream ? "?alt=sse" : "")}",
        _ => "/v1" + Verb,
    };

    /// <summary>The body for a model.</summary>
    public string Body(string model)
    {
        var stream = Stream ? "true" : "false";
        return Protocol switch
        {
            Protocol.OpenAIChat =>
                $$"""{"model":"{{model}}","stream":{{stream}},{{(Stream ? "\"stream_options\":{\"include_usage\":true}," : "")}}"messages":[{"role":"user","content":"say hi"}]}""",
            Protocol.OpenAIResponses => $$"""{"model":"{{model}}","stream":{{stream}},"input":"say hi"}""",
            Protocol.Anthropic => $$"""{"model":"{{model}}","max_tokens":256,"stream":{{stream}},"messages":[{"role":"user","content":"say hi"}]}""",
            _ => """{"contents":[{"role":"user","parts":[{"text":"say hi"}]}]}""",
        };
    }

    /// <summary>Sends it, and returns when the head of the answer has come.</summary>
    public Task<HttpResponseMessage> SendAsync(GatewayFixture gateway, string model, string? body = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Path(model))
        {
            Content = new StringContent(body ?? Body(model), Encoding.UTF8, "application/json"),
        };
        return gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }
}
