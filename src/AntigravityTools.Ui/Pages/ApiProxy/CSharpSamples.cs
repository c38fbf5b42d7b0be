using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Ui.Pages.ApiProxy;

/// <summary>The samples in C#.</summary>
internal static class CSharpSamples
{
    public static string Write(Protocol protocol, string url, string model, string key) => protocol switch
    {
        Protocol.OpenAIChat => $$"""
            // dotnet add package OpenAI
            using System.ClientModel;
            using OpenAI;
            using OpenAI.Chat;

            var client = new ChatClient("{{model}}", new ApiKeyCredential("{{key}}"),
                new OpenAIClientOptions { Endpoint = new Uri("{{url}}/v1") });
            ChatCompletion answer = await client.CompleteChatAsync("Hello");
            Console.WriteLine(answer.Content[0].Text);
            """,
        Protocol.OpenAIResponses => $$"""
            using System.Net.Http.Json;

            using var http = new HttpClient();
            http.DefaultRequestHeaders.Authorization = new("Bearer", "{{key}}");
            var answer = await http.PostAsJsonAsync("{{url}}/v1/responses",
                new { model = "{{model}}", input = "Hello" });
            Console.WriteLine(await answer.Content.ReadAsStringAsync());
            """,
        Protocol.Anthropic => $$"""
            using System.Net.Http.Json;

            using var http = new HttpClient();
            http.DefaultRequestHeaders.Add("x-api-key", "{{key}}");
            http.DefaultRequestHeaders.Add("anthropic-version", "2023-06-01");
            var answer = await http.PostAsJsonAsync("{{url}}/v1/messages", new
            {
                model = "{{model}}",
                max_tokens = 1024,
                messages = new[] { new { role = "user", content = "Hello" } },
            });
            Console.WriteLine(await answer.Content.ReadAsStringAsync());
            """,
        _ => $$"""
            using System.Net.Http.Json;

            using var http = new HttpClient();
            http.DefaultRequestHeaders.Add("x-goog-api-key", "{{key}}");
            var answer = await http.PostAsJsonAsync("{{url}}/v1beta/models/{{model}}:generateContent", new
            {
                contents = new[] { new { role = "user", parts = new[] { new { text = "Hello" } } } },
            });
            Console.WriteLine(await answer.Content.ReadAsStringAsync());
            """,
    };
}
