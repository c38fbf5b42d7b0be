using AntigravityTools.Core.Records;
using AntigravityTools.Core.Upstreams;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Tests.Upstreams;

public sealed class AddressBookTests
{
    private readonly AddressBook _book = new();

    [Fact]
    public void SameCall_GetsTheSameAddressObject()
    {
        var account = Account("https://one.example");
        var first = Ask(account);
        Assert.Equal("https://one.example/v1/chat/completions", first?.AbsoluteUri);
        Assert.Same(first, Ask(account));
    }

    [Fact]
    public void ChangedAccount_GetsAnAddressOfItsOwn()
    {
        var before = Account("https://one.example");
        Ask(before);
        Assert.Equal("https://two.example/v1/chat/completions", Ask(before with { BaseUrl = new Uri("https://two.example") })?.AbsoluteUri);
        Assert.Equal("https://one.example/v1/chat/completions", Ask(before)?.AbsoluteUri);
    }

    [Theory]
    [InlineData(null, "?trace=1", "https://one.example/v1/chat/completions?trace=1")]
    [InlineData("resp_1", "", "https://one.example/v1/responses/resp_1")]
    public void QueryOrNamedObject_IsNotAnsweredFromTheBook(string? resource, string query, string expected)
    {
        var account = Account("https://one.example");
        Ask(account);
        var operation = resource is null ? Operation.Generate : Operation.RetrieveResponse;
        var address = _book.Of(account, Protocol.OpenAIChat, operation, "m", stream: false, StreamForm.Sse, resource, query);
        Assert.Equal(expected, address?.AbsoluteUri);
    }

    [Fact]
    public void ManyModels_AreEachAnsweredRightly()
    {
        var account = Account("https://one.example") with { Provider = "gemini" };
        for (var turn = 0; turn < 2; turn++)
        {
            for (var model = 0; model < 1500; model++)
            {
                var address = _book.Of(account, Protocol.Gemini, Operation.Generate, $"m-{model}", stream: false, StreamForm.Sse, null, "");
                Assert.Equal($"https://one.example/v1beta/models/m-{model}:generateContent", address?.AbsoluteUri);
            }
        }
    }

    private Uri? Ask(Account account) => _book.Of(account, Protocol.OpenAIChat, Operation.Generate, "m", stream: false, StreamForm.Sse, null, "");

    private static Account Account(string baseUrl) => new()
    {
        Id = "acc_1", Provider = "openai-compatible", Name = "one", BaseUrl = new Uri(baseUrl), Credential = new Credential.None(),
        Protocols = [Protocol.OpenAIChat], CreatedAt = DateTimeOffset.UnixEpoch,
    };
}
