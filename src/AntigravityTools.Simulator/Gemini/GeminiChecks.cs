using System.Text.Json;
using AntigravityTools.Simulator.Answers;
using AntigravityTools.Simulator.Hosting;
using AntigravityTools.Simulator.Scripting;

namespace AntigravityTools.Simulator.Gemini;

/// <summary>What Gemini refuses before a model sees the request.</summary>
internal static class GeminiChecks
{
    public const string Provider = "gemini";
    private const string SkipValidation = "skip_thought_signature_validator";

    public static WireReply? Refusal(Exchange exchange, JsonElement? request = null)
    {
        if (!exchange.BodyIsObject)
        {
            return exchange.Refuse(FaultKind.BadRequest, "Invalid JSON payload received. Unexpected token.");
        }
        if (!Knows(exchange, exchange.Model))
        {
            return exchange.Refuse(FaultKind.ModelNotFound);
        }
        var contents = (request ?? exchange.Body).Items("contents").ToList();
        if (contents.Count == 0)
        {
            return exchange.Refuse(FaultKind.BadRequest, "* GenerateContentRequest.contents: contents is not specified\n");
        }
        return Output(exchange) ?? Turns(exchange, contents) ?? (exchange.State.Options.VerifyOpaqueState ? Signatures(exchange, contents) : null);
    }

    public static bool Knows(Exchange exchange, string model) =>
        exchange.State.Options.AcceptAnyModel || exchange.State.Options.GeminiModels.Contains(model);

    /// <summary>A model that speaks does nothing else, and others do not speak; pictures have one of ten shapes.</summary>
    private static WireReply? Output(Exchange exchange)
    {
        var config = exchange.Body.Child("generationConfig", "generation_config");
        var speech = config?.Items("responseModalities", "response_modalities").Any(item => item.GetString() == "AUDIO") == true;
        if (speech != exchange.Model.EndsWith("-tts", StringComparison.Ordinal) && exchange.Request.Path.Contains("enerateContent", StringComparison.Ordinal))
        {
            return exchange.Refuse(FaultKind.BadRequest, speech
                ? $"Model '{exchange.Model}' does not support the requested response modalities: AUDIO"
                : $"The requested combination of response modalities (TEXT) is not supported by the model. models/{exchange.Model} accepts the following combination of response modalities:\n* AUDIO\n");
        }
        var ratio = config?.Child("imageConfig", "image_config")?.Text("aspectRatio", "aspect_ratio");
        return ratio is null or "1:1" or "2:3" or "3:2" or "3:4" or "4:3" or "4:5" or "5:4" or "9:16" or "16:9" or "21:9" ? null
            : exchange.Refuse(FaultKind.BadRequest, $"Invalid value at 'generation_config.image_config.aspect_ratio': {ratio}");
    }

    /// <summary>Calls and responses must come in adjacent turns and in equal numbers.</summary>
    private static WireReply? Turns(Exchange exchange, List<JsonElement> contents)
    {
        var calls = 0;
        foreach (var content in contents)
        {
            var parts = content.Items("parts").ToList();
            if (parts.Count == 0)
            {
                return exchange.Refuse(FaultKind.BadRequest, "* GenerateContentRequest.contents: contents.parts must not be empty.\n");
            }
            var responses = parts.Count(part => part.Child("functionResponse", "function_response") is not null);
            if (responses != calls)
            {
                return exchange.Refuse(FaultKind.BadRequest,
                    "Please ensure that the number of function response parts is equal to the number of function call parts of the function call turn.");
            }
            calls = parts.Count(part => part.Child("functionCall", "function_call") is not null);
        }
        return null;
    }

    /// <summary>Signatures must be Gemini's own; Gemini 3 demands one on the first call of every step of the current turn.</summary>
    private static WireReply? Signatures(Exchange exchange, List<JsonElement> contents)
    {
        var turnStart = contents.FindLastIndex(content => content.Text("role") is null or "user" && content.Items("parts").Any(part => part.Text("text") is not null));
        for (var index = 0; index < contents.Count; index++)
        {
            var parts = contents[index].Items("parts").ToList();
            if (parts.Any(part => part.Text("thoughtSignature", "thought_signature") is { } value && value != SkipValidation && !OpaqueState.IsFrom(exchange, Provider, value)))
            {
                return exchange.Refuse(FaultKind.StateMismatch);
            }
            var call = parts.Find(part => part.Child("functionCall", "function_call") is not null);
            if (index > turnStart && exchange.Model.StartsWith("gemini-3", StringComparison.Ordinal)
                && call.ValueKind == JsonValueKind.Object && call.Text("thoughtSignature", "thought_signature") is null)
            {
                return exchange.Refuse(FaultKind.StateMismatch,
                    $"Function call is missing a thought_signature in functionCall parts. This is required for tools to work correctly, and missing thought_signature may lead to degraded model performance. Additional data, function call `default_api:{call.Child("functionCall", "function_call")?.Text("name")}` , position {index + 1}. Please refer to https://ai.google.dev/gemini-api/docs/thought-signatures for more details.");
            }
        }
        return null;
    }
}
