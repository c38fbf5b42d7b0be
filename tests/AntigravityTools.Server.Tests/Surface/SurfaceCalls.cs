using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Server.Tests.Surface;

/// <summary>Every call that a chat, embedding, image or audio client makes, at every kind of account that could be behind its model.</summary>
internal static class SurfaceCalls
{
    private const string Pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

    public static IReadOnlyList<SurfaceCall> All { get; } = [.. Chat(), .. Media(), .. Files(), .. Anthropic(), .. Gemini()];

    private static IEnumerable<SurfaceCall> Chat()
    {
        foreach (var model in (string[])["gpt-5.4", "claude-opus-5-5", "gemini-3.8-flash"])
        {
            yield return new("POST", "/v1/chat/completions") { Body = $$"""{"model":"{{model}}","messages":[{"role":"user","content":"hi"}]}""", Contains = "chat.completion" };
            yield return new("POST", "/v1/responses") { Body = $$"""{"model":"{{model}}","input":"hi"}""", Shape = Protocol.OpenAIResponses, Contains = "\"output\"" };
            yield return new("POST", "/v1/completions") { Body = $$"""{"model":"{{model}}","prompt":"hi"}""", Contains = "text_completion" };
            yield return new("POST", "/v1/responses/input_tokens") { Body = $$"""{"model":"{{model}}","input":"hi"}""", Shape = Protocol.OpenAIResponses, Contains = "input_tokens" };
            yield return new("GET", "/v1/models/" + model) { Contains = model, Operation = "/models/{model}" };
        }

        yield return new("POST", "/v1/completions") { Body = """{"model":"gpt-3.5-turbo-instruct","prompt":["a","b"]}""", Contains = "text_completion" };
        yield return new("POST", "/v1/completions", 400) { Body = """{"model":"claude-opus-5-5","prompt":"hi","suffix":"there"}""", Contains = "suffix" };
        yield return new("POST", "/v1/responses/compact") { Body = """{"model":"gpt-5.4","input":"hi"}""", Shape = Protocol.OpenAIResponses };
        yield return new("POST", "/v1/responses/compact", 400) { Body = """{"model":"claude-opus-5-5","input":"hi"}""", Shape = Protocol.OpenAIResponses, Contains = "/v1/responses/compact" };
        yield return new("GET", "/v1/responses/resp_unknown", 404) { Shape = Protocol.OpenAIResponses, Operation = "/responses/{response_id}", Contains = "resp_unknown" };
        yield return new("DELETE", "/v1/responses/resp_unknown", 404) { Shape = Protocol.OpenAIResponses, Operation = "/responses/{response_id}", Contains = "resp_unknown" };
        yield return new("GET", "/v1/chat/completions", 405) { Contains = "takes POST" };
        yield return new("GET", "/v1/chat/completions/chatcmpl-1", 404) { Operation = "/chat/completions/{completion_id}" };
        yield return new("POST", "/v1/chat/completions/chatcmpl-1", 404) { Body = """{"metadata":{}}""", Operation = "/chat/completions/{completion_id}" };
        yield return new("DELETE", "/v1/chat/completions/chatcmpl-1", 404) { Operation = "/chat/completions/{completion_id}" };
        yield return new("GET", "/v1/chat/completions/chatcmpl-1/messages", 404) { Operation = "/chat/completions/{completion_id}/messages" };
        yield return new("GET", "/v1/models") { Contains = "\"gpt-5.4\"" };
        yield return new("GET", "/v1/models/gpt-5.5", 404) { Contains = "gpt-5.4", Operation = "/models/{model}" };
        yield return new("DELETE", "/v1/models/gpt-5.4", 405) { Contains = "takes GET", Operation = "/models/{model}" };
        yield return new("POST", "/v1/moderations") { Body = """{"model":"omni-moderation-latest","input":"hi"}""", Contains = "flagged" };
        yield return new("POST", "/v1/moderations", 400) { Body = """{"model":"claude-opus-5-5","input":"hi"}""", Contains = "Moderate" };
        foreach (var model in (string[])["text-embedding-3-small", "gemini-embedding-001"])
        {
            yield return new("POST", "/v1/embeddings") { Body = $$"""{"model":"{{model}}","input":["a","b"],"dimensions":8}""", Contains = "\"embedding\"" };
            yield return new("POST", "/v1beta/openai/embeddings") { Body = $$"""{"model":"{{model}}","input":"a","encoding_format":"base64"}""", Contains = "\"embedding\":\"" };
        }

        yield return new("POST", "/v1/embeddings", 400) { Body = """{"model":"claude-opus-5-5","input":"a"}""", Contains = "Embed" };
        yield return new("POST", "/v1/embeddings", 400) { Body = """{"model":"gemini-embedding-001","input":[[1,2]]}""", Contains = "token arrays" };
        yield return new("POST", "/v1beta/openai/chat/completions") { Body = """{"model":"gemini-3.8-flash","messages":[{"role":"user","content":"hi"}]}""", Contains = "chat.completion" };
        yield return new("GET", "/v1beta/openai/models") { Contains = "\"object\":\"list\"" };
    }

    private static IEnumerable<SurfaceCall> Media()
    {
        foreach (var (picture, ear, voice) in (IReadOnlyList<(string, string, string)>)[("gpt-image-1", "whisper-1", "tts-1"), ("gemini-2.5-flash-image", "gemini-3.8-flash", "gemini-2.5-flash-preview-tts")])
        {
            yield return new("POST", "/v1/images/generations") { Body = $$"""{"model":"{{picture}}","prompt":"a cat","size":"1024x1536"}""", Contains = "b64_json" };
            yield return new("POST", "/v1/images/generations") { Body = $$"""{"model":"{{picture}}","prompt":"a cat","stream":true,"partial_images":2}""", Contains = "event: image_generation.completed" };
            yield return new("POST", "/v1/images/edits") { Form = [("model", picture), ("prompt", "a hat"), ("image[]", "@cat.png")], Contains = "b64_json" };
            yield return new("POST", "/v1/images/edits") { Body = $$"""{"model":"{{picture}}","prompt":"a hat","images":[{"image_url":"data:image/png;base64,{{Pixel}}"}] }""", Contains = "b64_json" };
            yield return new("POST", "/v1/audio/transcriptions") { Form = [("model", ear), ("file", "@speech.mp3")], Contains = "\"text\"" };
            yield return new("POST", "/v1/audio/transcriptions") { Form = [("model", ear), ("stream", "true"), ("file", "@speech.mp3")], Contains = "transcript.text.done" };
            yield return new("POST", "/v1/audio/translations") { Form = [("model", ear), ("file", "@speech.mp3")], Contains = "\"text\"" };
            yield return new("POST", "/v1/audio/speech") { Body = $$"""{"model":"{{voice}}","input":"hi","voice":"alloy","response_format":"wav"}""", Contains = "WAVE" };
        }

        yield return new("POST", "/v1/images/variations") { Form = [("model", "gpt-image-1"), ("image", "@cat.png")], Contains = "b64_json" };
        yield return new("POST", "/v1/images/variations", 400) { Form = [("model", "gemini-2.5-flash-image"), ("image", "@cat.png")], Contains = "VaryImage" };
        yield return new("POST", "/v1/images/generations", 400) { Body = """{"model":"claude-opus-5-5","prompt":"a cat"}""", Contains = "GenerateImage" };
        yield return new("POST", "/v1/images/generations", 400) { Body = """{"model":"gemini-3.8-flash","prompt":"a cat"}""", Contains = "made no picture" };
        yield return new("POST", "/v1/images/edits", 400) { Form = [("model", "gemini-2.5-flash-image"), ("prompt", "x"), ("image", "@cat.png"), ("mask", "@mask.png")], Contains = "mask" };
        yield return new("POST", "/v1/audio/transcriptions", 400) { Form = [("model", "gemini-3.8-flash"), ("response_format", "srt"), ("file", "@speech.mp3")], Contains = "srt" };
        yield return new("POST", "/v1/audio/transcriptions", 400) { Form = [("model", "gemini-3.8-flash"), ("file", "@speech.xyz")], Contains = "speech.xyz" };
        yield return new("POST", "/v1/audio/speech", 400) { Body = """{"model":"gemini-2.5-flash-preview-tts","input":"hi","voice":"Kore","response_format":"mp3"}""", Contains = "mp3" };
        yield return new("POST", "/v1/audio/speech", 400) { Body = """{"model":"claude-opus-5-5","input":"hi","voice":"alloy"}""", Contains = "Speak" };
        yield return new("POST", "/v1/audio/voices", 404) { Form = [("name", "me"), ("audio_sample", "@me.wav")] };
        yield return new("POST", "/v1/audio/voice_consents", 404) { Body = "{}", Contains = "base URL" };
        yield return new("GET", "/v1/audio/voice_consents", 404) { Contains = "base URL" };
        foreach (var method in (string[])["GET", "POST", "DELETE"])
        {
            yield return new(method, "/v1/audio/voice_consents/c1", 404) { Body = method == "POST" ? "{}" : null, Contains = "base URL", Operation = "/audio/voice_consents/{consent_id}" };
        }
    }

    private static IEnumerable<SurfaceCall> Files()
    {
        yield return new("POST", "/v1/files") { Form = [("purpose", "user_data"), ("file", "@notes.txt")], Contains = "\"id\":\"file-" };
        yield return new("GET", "/v1/files") { Contains = "\"object\":\"list\"" };
        yield return new("GET", "/v1/files/file-unknown", 404) { Contains = "file-unknown" };
        yield return new("GET", "/v1/files/file-unknown/content", 404) { Contains = "file-unknown" };
        yield return new("DELETE", "/v1/files/file-unknown", 404) { Contains = "file-unknown" };
        yield return new("POST", "/v1/files") { Form = [("file", "@notes.txt")], Shape = Protocol.Anthropic, Contains = "\"type\":\"file\"" };
        yield return new("GET", "/v1/files") { Shape = Protocol.Anthropic, Contains = "has_more" };
        yield return new("GET", "/v1beta/files") { Shape = Protocol.Gemini, Contains = "\"files\"" };
        yield return new("GET", "/v1/batches", 404);
        yield return new("GET", "/v1/assistants", 404) { Contains = "base URL" };
        yield return new("GET", "/v1/organization/usage/completions", 404) { Contains = "base URL" };
    }

    private static IEnumerable<SurfaceCall> Anthropic()
    {
        foreach (var model in (string[])["gpt-5.4", "claude-opus-5-5", "gemini-3.8-flash"])
        {
            var body = $$"""{"model":"{{model}}","max_tokens":64,"messages":[{"role":"user","content":"hi"}]}""";
            yield return new("POST", "/v1/messages") { Body = body, Shape = Protocol.Anthropic, Contains = "\"type\":\"message\"" };
            yield return new("POST", "/v1/messages/count_tokens") { Body = body, Shape = Protocol.Anthropic, Contains = "input_tokens" };
        }

        yield return new("POST", "/v1/messages", 404) { Body = """{"model":"claude-opus-5","max_tokens":64,"messages":[{"role":"user","content":"hi"}]}""", Shape = Protocol.Anthropic, Contains = "claude-opus-5-5" };
        yield return new("GET", "/v1/models") { Shape = Protocol.Anthropic, Contains = "has_more" };
        yield return new("GET", "/v1/models/claude-opus-5-5") { Shape = Protocol.Anthropic, Contains = "\"type\":\"model\"" };
        yield return new("GET", "/v1/models/claude-opus", 404) { Shape = Protocol.Anthropic, Contains = "claude-opus-5-5" };
        yield return new("POST", "/v1/messages/batches", 404) { Body = """{"requests":[]}""", Shape = Protocol.Anthropic };
        yield return new("GET", "/v1/messages/batches", 404) { Shape = Protocol.Anthropic };
        yield return new("POST", "/v1/complete", 404) { Body = """{"model":"claude-opus-5-5","prompt":"hi"}""", Shape = Protocol.Anthropic, Contains = "base URL" };
    }

    private static IEnumerable<SurfaceCall> Gemini()
    {
        foreach (var model in (string[])["gpt-5.4", "claude-opus-5-5", "gemini-3.8-flash", "gemini-2.5-flash-image"])
        {
            const string Body = """{"contents":[{"role":"user","parts":[{"text":"hi"}]}]}""";
            yield return new("POST", $"/v1beta/models/{model}:generateContent") { Body = Body, Shape = Protocol.Gemini, Contains = "candidates" };
            yield return new("POST", $"/v1/models/{model}:streamGenerateContent?alt=sse") { Body = Body, Shape = Protocol.Gemini, Contains = "data: " };
            yield return new("POST", $"/v1beta/models/{model}:countTokens") { Body = Body, Shape = Protocol.Gemini, Contains = "totalTokens" };
            yield return new("GET", $"/v1beta/models/{model}") { Shape = Protocol.Gemini, Contains = "supportedGenerationMethods" };
        }

        foreach (var model in (string[])["gemini-embedding-001", "text-embedding-3-small"])
        {
            yield return new("POST", $"/v1beta/models/{model}:embedContent") { Body = """{"content":{"parts":[{"text":"a"}]}}""", Shape = Protocol.Gemini, Contains = "\"values\"" };
            yield return new("POST", $"/v1beta/models/{model}:batchEmbedContents")
            {
                Body = $$$"""{"requests":[{"model":"models/{{{model}}}","content":{"parts":[{"text":"a"}]}},{"model":"models/{{{model}}}","content":{"parts":[{"text":"b"}]}}]}""", Shape = Protocol.Gemini, Contains = "\"embeddings\"",
            };
        }

        yield return new("POST", "/v1beta/models/claude-opus-5-5:embedContent", 400) { Body = """{"content":{"parts":[{"text":"a"}]}}""", Shape = Protocol.Gemini, Contains = "Embed" };
        yield return new("POST", "/v1beta/models/gemini-9:generateContent", 404) { Body = """{"contents":[]}""", Shape = Protocol.Gemini, Contains = "NOT_FOUND" };
        yield return new("POST", "/v1beta/models/gemini-3.8-flash:predict", 404) { Body = "{}", Shape = Protocol.Gemini, Contains = "base URL" };
        yield return new("POST", "/v1beta/interactions", 404) { Body = "{}", Shape = Protocol.Gemini, Contains = "base URL" };
        yield return new("GET", "/v1beta/models") { Shape = Protocol.Gemini, Contains = "\"models\"" };
    }
}
