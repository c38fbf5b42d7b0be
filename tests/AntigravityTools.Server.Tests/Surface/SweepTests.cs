using System.Text.Json;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Server.Tests.Proxy;
using AntigravityTools.Testing;

namespace AntigravityTools.Server.Tests.Surface;

public sealed class SweepTests
{
    private static readonly string[] Families = ["/chat/completions", "/completions", "/responses", "/embeddings", "/images", "/audio", "/models", "/moderations", "/files", "/messages"];

    [Fact]
    public async Task Every_call_of_a_client_works_or_is_refused_by_name_in_its_own_shape()
    {
        await using var gateway = await SurfaceGateway.StartAsync();
        var wrong = new List<string>();

        foreach (var call in SurfaceCalls.All)
        {
            using var request = call.ToRequest();
            using var answer = await gateway.Client.SendAsync(request, ProxyFixture.Token);
            var text = await answer.Content.ReadAsStringAsync(ProxyFixture.Token);
            if ((int)answer.StatusCode != call.Status || !text.Contains(call.Contains, StringComparison.Ordinal) || (call.Status >= 400 && !HasShape(call.Shape, text)))
            {
                wrong.Add($"{call}\n    wanted {call.Status} '{call.Contains}' in the shape of {call.Shape}, got {(int)answer.StatusCode}: {text[..Math.Min(300, text.Length)]}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task No_operation_of_the_vendors_specifications_fails_inside_the_gateway()
    {
        Assert.SkipUnless(Specifications is not null, "The vendors' OpenAPI files are not on this machine.");
        await using var gateway = await SurfaceGateway.StartAsync();
        var wrong = new List<string>();

        foreach (var (path, method, anthropic) in Operations())
        {
            var shape = anthropic ? Protocol.Anthropic : path.StartsWith("/responses", StringComparison.Ordinal) ? Protocol.OpenAIResponses : Protocol.OpenAIChat;
            var call = new SurfaceCall(method, (anthropic ? "" : "/v1") + Filled(path)) { Shape = shape, Body = method is "POST" or "PUT" or "PATCH" ? """{"model":"gpt-5.4","input":"hi"}""" : null };
            using var request = call.ToRequest();
            using var answer = await gateway.Client.SendAsync(request, ProxyFixture.Token);
            var text = await answer.Content.ReadAsStringAsync(ProxyFixture.Token);
            if ((int)answer.StatusCode >= 500 || ((int)answer.StatusCode >= 400 && !HasShape(shape, text)))
            {
                wrong.Add($"{call} got {(int)answer.StatusCode}: {text[..Math.Min(300, text.Length)]}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void The_list_of_calls_names_every_operation_of_the_families_that_clients_use()
    {
        Assert.SkipUnless(Specifications is not null, "The vendors' OpenAPI files are not on this machine.");
        var listed = SurfaceCalls.All.Select(call => $"{call.Method} {call.Operation ?? Bare(call.Path)}").ToHashSet(StringComparer.Ordinal);

        var missing = Operations().Where(operation => !operation.Anthropic && Families.Any(family => Bare(operation.Path).StartsWith(family, StringComparison.Ordinal)))
            .Select(operation => $"{operation.Method} {Bare(operation.Path)}")
            .Where(name => !listed.Contains(name) && !listed.Contains(name.Replace("{file_id}", "file-unknown", StringComparison.Ordinal)) && !name.Contains("/cancel", StringComparison.Ordinal) && !name.Contains("/input_items", StringComparison.Ordinal))
            .ToList();

        Assert.True(missing.Count == 0, string.Join('\n', missing));
    }

    private static string? Specifications => RecordedStreams.Folder is { } folder && Directory.Exists(Path.Combine(folder, "specs")) ? Path.Combine(folder, "specs") : null;

    private static IEnumerable<(string Path, string Method, bool Anthropic)> Operations()
    {
        foreach (var (file, anthropic) in (IReadOnlyList<(string, bool)>)[("openai.openapi.json", false), ("anthropic.openapi.tryagi.yaml", true), ("openresponses.openapi.json", false)])
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Specifications!, file)));
            foreach (var path in document.RootElement.GetProperty("paths").EnumerateObject())
            {
                foreach (var operation in path.Value.EnumerateObject().Where(operation => operation.Name is "get" or "post" or "put" or "patch" or "delete"))
                {
                    yield return (path.Name, operation.Name.ToUpperInvariant(), anthropic);
                }
            }
        }
    }

    private static string Filled(string path) => System.Text.RegularExpressions.Regex.Replace(path, "\\{[^}]*\\}", "x1");

    private static string Bare(string path) => path.Split('?')[0].Replace("/v1beta/openai", "", StringComparison.Ordinal).Replace("/v1/", "/", StringComparison.Ordinal);

    private static bool HasShape(Protocol shape, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object && error.TryGetProperty("message", out _) && (shape switch
            {
                Protocol.Anthropic => document.RootElement.TryGetProperty("type", out var type) && type.GetString() == "error" && error.TryGetProperty("type", out _),
                Protocol.Gemini => error.TryGetProperty("status", out _) && error.TryGetProperty("code", out _),
                _ => error.TryGetProperty("type", out _),
            });
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
