using System.Collections.Immutable;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Clients;

/// <summary>The lines for programs that are set up by hand: chat apps by their forms, SDKs by a few lines of code.</summary>
internal static class SnippetCatalogue
{
    private const string AnyModel = "MODEL";

    /// <summary>All of them for this gateway. The key is written as given.</summary>
    public static ImmutableArray<ClientSnippet> Of(GatewayTarget target)
    {
        var (url, key, model) = (target.Url, target.KeyOrPlaceholder, target.Models.IsEmpty ? AnyModel : target.Models[0]);
        return
        [
            new()
            {
                Name = "cherry-studio", Title = "Cherry Studio",
                Where = "Settings → Model Provider → Add: choose the type OpenAI, enter these, then press Manage to pick models.",
                Text = $"API Key   {key}\nAPI Host  {url}\n",
            },
            new()
            {
                Name = "open-webui", Title = "Open WebUI",
                Where = "Admin Panel → Settings → Connections → OpenAI API → Add, or these variables at its start; from a container write host.docker.internal for 127.0.0.1 and open the LAN.",
                Text = $"OPENAI_API_BASE_URL={url}/v1\nOPENAI_API_KEY={key}\n",
            },
            new()
            {
                Name = "cline", Title = "Cline",
                Where = "Settings → API Provider: OpenAI Compatible.",
                Text = $"Base URL  {url}/v1\nAPI Key   {key}\nModel ID  {model}\n",
            },
            new()
            {
                Name = "openai-sdk", Title = "OpenAI SDK (Python, TypeScript)",
                Where = "Variables that the OpenAI SDKs read at their start.",
                Text = $"OPENAI_BASE_URL={url}/v1\nOPENAI_API_KEY={key}\n",
            },
            new()
            {
                Name = "anthropic-sdk", Title = "Anthropic SDK (Python, TypeScript)",
                Where = "Variables that the Anthropic SDKs read at their start; the address has no /v1.",
                Text = $"ANTHROPIC_BASE_URL={url}\nANTHROPIC_API_KEY={key}\n",
            },
            new()
            {
                Name = "google-genai-sdk", Title = "Google Gen AI SDK (Python, TypeScript)",
                Where = "Variables that the Google Gen AI SDKs read at their start; the address has no /v1beta.",
                Text = $"GOOGLE_GEMINI_BASE_URL={url}\nGEMINI_API_KEY={key}\n",
            },
            new()
            {
                Name = "ai-sdk", Title = "Vercel AI SDK",
                Where = "In your program; every provider of the AI SDK wants the address with /v1.",
                Text = $$"""
                    import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
                    const gateway = createOpenAICompatible({ name: "antigravity-tools", baseURL: "{{url}}/v1", apiKey: "{{key}}" });
                    const model = gateway("{{model}}");

                    """,
            },
        ];
    }
}
