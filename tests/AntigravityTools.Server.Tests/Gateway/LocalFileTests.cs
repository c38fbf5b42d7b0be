using System.Net;
using System.Net.Sockets;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Testing;

namespace AntigravityTools.Server.Tests.Gateway;

/// <summary>A client names a file by its address, and the account's protocol wants its bytes: neither this disk nor this network is read (product.md §10.8).</summary>
public sealed class LocalFileTests : IDisposable
{
    private const string Secret = "c4n4ry in a file";
    private readonly TemporaryDirectory _folder = new();
    private readonly TcpListener _neighbour = new(IPAddress.Loopback, 0);

    public LocalFileTests()
    {
        File.WriteAllText(PathOfFile, Secret);
        _neighbour.Start();
    }

    private string PathOfFile => Path.Combine(_folder.Path, "secret.png");

    public void Dispose()
    {
        _neighbour.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("/v1/chat/completions", """{"model":"gpt-5.4","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"ADDRESS"}}]}]}""")]
    [InlineData("/v1/responses", """{"model":"gpt-5.4","input":[{"role":"user","content":[{"type":"input_image","image_url":"ADDRESS"}]}]}""")]
    [InlineData("/v1/responses", """{"model":"gpt-5.4","input":[{"role":"user","content":[{"type":"input_file","file_url":"ADDRESS"}]}]}""")]
    [InlineData("/v1/messages", """{"model":"claude-opus-5-5","max_tokens":9,"messages":[{"role":"user","content":[{"type":"image","source":{"type":"url","url":"ADDRESS"}}]}]}""")]
    public async Task AddressOnThisMachine_IsRefusedUnread(string path, string body)
    {
        await using var fleet = await TranslatedFleet.StartAsync(Protocol.Gemini);
        foreach (var address in new[] { new Uri(PathOfFile).AbsoluteUri, PathOfFile, $"http://{_neighbour.LocalEndpoint}/secret.png", "http://169.254.169.254/latest/meta-data" })
        {
            var answer = await fleet.PostAsync(path, body.Replace("ADDRESS", address.Replace("\\", "\\\\", StringComparison.Ordinal), StringComparison.Ordinal));

            Assert.Equal((address, 400), (address, answer.Status));
            Assert.DoesNotContain(Secret, answer.Body, StringComparison.Ordinal);
        }

        Assert.False(_neighbour.Pending());
        Assert.Empty(fleet.Simulator.Requests);
    }
}
