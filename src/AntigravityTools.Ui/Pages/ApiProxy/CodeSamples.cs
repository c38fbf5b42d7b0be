using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Ui.Pages.ApiProxy;

/// <summary>Short programs that use the proxy: for each protocol, with its real address and a model that can be served.</summary>
public static class CodeSamples
{
    /// <summary>The languages, in the order of the tabs.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["curl", "Python", "TypeScript", "C#"];

    /// <summary>The program.</summary>
    /// <param name="protocol">What the client speaks.</param>
    /// <param name="language">One of <see cref="Languages"/>.</param>
    /// <param name="url">The base URL without a path.</param>
    /// <param name="model">The model to ask.</param>
    /// <param name="key">The client key, or what stands in its place.</param>
    public static string Write(Protocol protocol, string language, string url, string model, string key) => language switch
    {
        "curl" => CurlSamples.Write(protocol, url, model, key),
        "Python" => Python(protocol, url, model, key),
        "TypeScript" => TypeScript(protocol, url, model, key),
        "C#" => CSharpSamples.Write(protocol, url, model, key),
        _ => throw new ArgumentOutOfRangeException(nameof(language), language, "Not a language of the samples."),
    };

    private static string Python(Protocol protocol, string url, string model, string key) => protocol switch
    {
        Protocol.OpenAIChat => $$"""
            # pip install openai
            from openai import OpenAI

            client = OpenAI(base_url="{{url}}/v1", api_key="{{key}}")
            answer = client.chat.completions.create(
                model="{{model}}",
                messages=[{"role": "user", "content": "Hello"}],
            )
            print(answer.choices[0].message.content)
            """,
        Protocol.OpenAIResponses => $$"""
            # pip install openai
            from openai import OpenAI

            client = OpenAI(base_url="{{url}}/v1", api_key="{{key}}")
            print(client.responses.create(model="{{model}}", input="Hello").output_text)
            """,
        Protocol.Anthropic => $$"""
            # pip install anthropic
            from anthropic import Anthropic

            client = Anthropic(base_url="{{url}}", api_key="{{key}}")
            answer = client.messages.create(
                model="{{model}}",
                max_tokens=1024,
                messages=[{"role": "user", "content": "Hello"}],
            )
            print(answer.content[0].text)
            """,
        _ => $$"""
            # pip install google-genai
            from google import genai

            client = genai.Client(api_key="{{key}}", http_options={"base_url": "{{url}}"})
            print(client.models.generate_content(model="{{model}}", contents="Hello").text)
            """,
    };

    private static string TypeScript(Protocol protocol, string url, string model, string key) => protocol switch
    {
        Protocol.OpenAIChat => $$"""
            // npm install openai
            import OpenAI from "openai";

            const client = new OpenAI({ baseURL: "{{url}}/v1", apiKey: "{{key}}" });
            const answer = await client.chat.completions.create({
              model: "{{model}}",
              messages: [{ role: "user", content: "Hello" }],
            });
            console.log(answer.choices[0].message.content);
            """,
        Protocol.OpenAIResponses => $$"""
            // npm install openai
            import OpenAI from "openai";

            const client = new OpenAI({ baseURL: "{{url}}/v1", apiKey: "{{key}}" });
            const answer = await client.responses.create({ model: "{{model}}", input: "Hello" });
            console.log(answer.output_text);
            """,
        Protocol.Anthropic => $$"""
            // npm install @anthropic-ai/sdk
            import Anthropic from "@anthropic-ai/sdk";

            const client = new Anthropic({ baseURL: "{{url}}", apiKey: "{{key}}" });
            const answer = await client.messages.create({
              model: "{{model}}",
              max_tokens: 1024,
              messages: [{ role: "user", content: "Hello" }],
            });
            console.log(answer.content);
            """,
        _ => $$"""
            // npm install @google/genai
            import { GoogleGenAI } from "@google/genai";

            const client = new GoogleGenAI({ apiKey: "{{key}}", httpOptions: { baseUrl: "{{url}}" } });
            const answer = await client.models.generateContent({ model: "{{model}}", contents: "Hello" });
            console.log(answer.text);
            """,
    };
}
