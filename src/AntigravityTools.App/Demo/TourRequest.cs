namespace AntigravityTools.App.Demo;

/// <summary>One request of the tour, as a client of that protocol sends it.</summary>
/// <param name="Protocol">The protocol's name.</param>
/// <param name="Stream">True where the answer is to come piece by piece.</param>
/// <param name="Path">The path on the proxy.</param>
/// <param name="Body">The JSON body.</param>
internal sealed record TourRequest(string Protocol, bool Stream, string Path, string Body)
{
    private const string Prompt = "Say hello from the demo.";

    /// <summary>Every protocol, without and with streaming.</summary>
    public static IEnumerable<TourRequest> All()
    {
        foreach (var stream in (bool[])[false, true])
        {
            var flag = stream ? "true" : "false";
            yield return new("openai-chat", stream, "/v1/chat/completions",
                $$"""{"model":"gpt-5.4","stream":{{flag}},"messages":[{"role":"user","content":"{{Prompt}}"}]}""");
            yield return new("openai-responses", stream, "/v1/responses",
                $$"""{"model":"gpt-5.4","stream":{{flag}},"input":"{{Prompt}}"}""");
            yield return new("anthropic", stream, "/v1/messages",
                $$"""{"model":"claude-sonnet-4-5","max_tokens":200,"stream":{{flag}},"messages":[{"role":"user","content":"{{Prompt}}"}]}""");
            yield return new("gemini", stream, stream ? "/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse" : "/v1beta/models/gemini-2.5-flash:generateContent",
                $$"""{"contents":[{"role":"user","parts":[{"text":"{{Prompt}}"}]}]}""");
        }
    }
}
