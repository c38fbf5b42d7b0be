using System.Net;
using AntigravityTools.Core.Upstreams;
using AntigravityTools.Protocols.Model;
using Microsoft.Extensions.Time.Testing;

namespace AntigravityTools.Core.Tests.Upstreams;

/// <summary>Each rule of product.md §10.8, over real sockets.</summary>
public sealed class MediaFetcherTests
{
    private const int Limit = 20 << 20;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("http://127.0.0.1:1/x.png")]
    [InlineData("http://localhost:1/x.png")]
    [InlineData("http://2130706433:1/x.png")]
    [InlineData("http://[::1]:1/x.png")]
    [InlineData("http://[::ffff:10.0.0.1]:1/x.png")]
    [InlineData("http://10.1.2.3/x.png")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("https://192.168.0.1/x.png")]
    public async Task Private_address_is_refused_before_a_connection_is_made(string address)
    {
        using var fetcher = new MediaFetcher(TimeProvider.System);

        var fault = (await FetchAsync(fetcher, address)).Fault!;

        Assert.Equal((FaultKind.InvalidRequest, "image"), (fault.Kind, fault.Param!));
        Assert.Contains("private address", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://example.com/x.png")]
    [InlineData("/etc/passwd")]
    [InlineData("C:\\x.png")]
    [InlineData("gopher://example.com/")]
    public async Task Anything_but_http_is_refused(string address)
    {
        using var fetcher = new MediaFetcher(TimeProvider.System);

        Assert.Contains("not an http or https URL", (await FetchAsync(fetcher, address)).Fault!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Public_file_comes_as_base64_with_its_type_and_the_server_learns_nothing_of_the_client()
    {
        await using var server = new FileServer();
        server.Answer("/x", "200 OK\r\nContent-Type: image/PNG\r\nSet-Cookie: a=b", [1, 2, 3]);
        using var fetcher = Loopback();

        var media = (await FetchAsync(fetcher, server.Address("/x"))).Value!;
        await FetchAsync(fetcher, server.Address("/x"));

        Assert.Equal(("image/png", "AQID", null), (media.MediaType!, media.Base64!, media.Address));
        Assert.All(server.Heads, head =>
        {
            Assert.Contains("User-Agent: AntigravityTools/", head, StringComparison.Ordinal);
            Assert.DoesNotContain("Authorization", head, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("Cookie", head, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("Referer", head, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Theory]
    [InlineData("http://127.0.0.2:1/secret")]
    [InlineData("http://localhost.localdomain.invalid/")]
    [InlineData("file:///etc/passwd")]
    public async Task Redirect_to_where_one_may_not_go_is_not_followed(string target)
    {
        await using var server = new FileServer();
        server.Answer("/x", $"302 Found\r\nLocation: {target}", []);
        using var fetcher = Loopback();

        var fetched = await FetchAsync(fetcher, server.Address("/x"));

        Assert.Equal(FaultKind.InvalidRequest, fetched.Fault!.Kind);
        Assert.Single(server.Heads);
    }

    [Fact]
    public async Task Redirects_are_followed_three_times_and_no_further()
    {
        await using var server = new FileServer();
        for (var i = 0; i < 4; i++)
        {
            server.Answer("/" + i, $"301 Moved\r\nLocation: /{i + 1}", []);
        }

        server.Answer("/4", "200 OK", [1]);
        using var fetcher = Loopback();

        Assert.NotNull((await FetchAsync(fetcher, server.Address("/1"))).Value);
        Assert.Contains("redirects too often", (await FetchAsync(fetcher, server.Address("/0"))).Fault!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Limit, true)]
    [InlineData(Limit + 1, false)]
    public async Task File_over_the_limit_is_refused(int bytes, bool fits)
    {
        await using var server = new FileServer();
        server.Answer("/x", "200 OK", new byte[bytes]);
        using var fetcher = Loopback();

        var fetched = await FetchAsync(fetcher, server.Address("/x"));

        Assert.Equal(fits, fetched.Value is not null);
        Assert.True(fits || fetched.Fault!.Message.Contains("larger than 20 MiB", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("404 Not Found", "answered 404")]
    [InlineData("200 OK\r\nContent-Type: text/html; charset=utf-8", "web page")]
    public async Task Answer_that_is_no_file_is_refused_by_what_it_is(string head, string told)
    {
        await using var server = new FileServer();
        server.Answer("/x", head, "<html>"u8);
        using var fetcher = Loopback();

        Assert.Contains(told, (await FetchAsync(fetcher, server.Address("/x"))).Fault!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_that_does_not_answer_is_given_up_after_twenty_seconds()
    {
        await using var server = new FileServer();
        var time = new FakeTimeProvider();
        using var fetcher = new MediaFetcher(time, IPAddress.IsLoopback);

        var fetching = FetchAsync(fetcher, server.Address("/silence"));
        await server.Asked.Task.WaitAsync(Token);
        time.Advance(TimeSpan.FromSeconds(20));

        Assert.Contains("within 20 s", (await fetching).Fault!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_that_leaves_ends_the_fetch()
    {
        await using var server = new FileServer();
        using var fetcher = Loopback();
        using var gone = new CancellationTokenSource();

        var fetching = fetcher.FetchAsync(new Part.Media(MediaKind.Image, null) { Address = server.Address("/silence") }, "image", gone.Token);
        await server.Asked.Task.WaitAsync(Token);
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetching);
    }

    // Only 127.0.0.1 counts as public here; the rest of loopback stays private.
    private static MediaFetcher Loopback() => new(TimeProvider.System, IPAddress.Loopback.Equals);

    private static Task<ReadResult<Part.Media>> FetchAsync(MediaFetcher fetcher, string address) =>
        fetcher.FetchAsync(new Part.Media(MediaKind.Image, null) { Address = address }, "image", Token);
}
