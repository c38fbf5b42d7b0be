namespace AntigravityTools.Ui.Pages.ApiProxy;

/// <summary>Short programs that use the proxy, with its real address.</summary>
public static class CodeSamples
{
    /// <summary>A name and its code, for a base URL without a path.</summary>
    public static IEnumerable<(string Name, string Code)> For(string baseUrl) =>
    [
        ("curl", $$"""
            curl {{baseUrl}}/v1/chat/completions \
              -H "Content-Type: application/json" -H "Authorization: Bearer YOUR_CLIENT_KEY" \
              -d '{"model":"MODEL","messages":[{"role":"user","content":"Hello"}]}'
            """),
        ("Python", $$"""
            from openai import OpenAI
            client = OpenAI(base_url="{{baseUrl}}/v1", api_key="YOUR_CLIENT_KEY")
            print(client.responses.create(model="MODEL", input="Hello").output_text)
            """),
        ("TypeScript", $$"""
            import Anthropic from "@anthropic-ai/sdk";
            const client = new Anthropic({ baseURL: "{{baseUrl}}", apiKey: "YOUR_CLIENT_KEY" });
            const message = await client.messages.create({ model: "MODEL", max_tokens: 1024, messages: [{ role: "user", content: "Hello" }] });
            """),
        ("C#", $$"""
            var client = new OpenAI.Chat.ChatClient("MODEL", new ApiKeyCredential("YOUR_CLIENT_KEY"),
                new OpenAIClientOptions { Endpoint = new Uri("{{baseUrl}}/v1") });
            Console.WriteLine(client.CompleteChat("Hello").Value.Content[0].Text);
            """),
        ("Gemini", $$"""
            curl "{{baseUrl}}/v1beta/models/MODEL:generateContent" \
              -H "Content-Type: application/json" -H "x-goog-api-key: YOUR_CLIENT_KEY" \
              -d '{"contents":[{"role":"user","parts":[{"text":"Hello"}]}]}'
            """),
    ];
}
