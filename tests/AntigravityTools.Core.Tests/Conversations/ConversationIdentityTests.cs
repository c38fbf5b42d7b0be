using System.Text;
using AntigravityTools.Core.Conversations;
using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Translation;

namespace AntigravityTools.Core.Tests.Conversations;

public sealed class ConversationIdentityTests
{
    private const string Chat = """{"model":"gpt-5.4","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Whales?"}]}""";
    private const string Longer = """{"model":"gpt-5.4","stream":true,"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Whales?"},{"role":"assistant","content":"Big."},{"role":"user","content":"More."}]}""";
    private readonly ProtocolRegistry _protocols = new();

    [Theory]
    [InlineData(Protocol.OpenAIChat, Chat, Longer)]
    [InlineData(Protocol.Anthropic,
        """{"model":"claude-a-1","messages":[{"role":"user","content":"Whales?"}],"system":"Be brief."}""",
        """{"system":"Be brief.","model":"claude-a-1","messages":[{"role":"user","content":"Whales?"},{"role":"assistant","content":"Big."}]}""")]
    [InlineData(Protocol.OpenAIResponses, """{"instructions":"Be brief.","input":"Whales?"}""", """{"input":"Whales?","instructions":"Be brief.","store":false}""")]
    [InlineData(Protocol.Gemini,
        """{"systemInstruction":{"parts":[{"text":"Be brief."}]},"contents":[{"parts":[{"text":"Whales?"}]}]}""",
        """{"contents":[{"parts":[{"text":"Whales?"}]},{"role":"model","parts":[{"text":"Big."}]}],"systemInstruction":{"parts":[{"text":"Be brief."}]}}""")]
    public void TurnsOfOneConversation_AreTheSame(Protocol protocol, string first, string later) =>
        Assert.Equal(Of(protocol, first), Of(protocol, later));

    [Fact]
    public void AnotherOpeningKeyOrFamily_IsAnotherConversation()
    {
        ConversationId?[] all =
        [
            Of(Protocol.OpenAIChat, Chat), Of(Protocol.OpenAIChat, Chat.Replace("Whales", "Foxes", StringComparison.Ordinal)),
            Of(Protocol.OpenAIChat, Chat.Replace("brief", "long", StringComparison.Ordinal)), Of(Protocol.OpenAIChat, Chat, key: "other"),
            Of(Protocol.OpenAIChat, Chat, model: "o-4"),
        ];
        Assert.Equal(all.Length, all.Distinct().Count());
        Assert.Equal(all[0], Of(Protocol.OpenAIChat, Chat, model: "gpt-5.4-mini"));
    }

    [Fact]
    public void NamedConversation_BeatsItsOpening_AndIsTheKeysOwn()
    {
        var named = Of(Protocol.OpenAIChat, """{"prompt_cache_key":"k1","messages":[{"role":"user","content":"a"}]}""");
        Assert.Equal(named, Of(Protocol.OpenAIChat, """{"messages":[{"role":"user","content":"b"}],"prompt_cache_key":"k1"}"""));
        Assert.Equal(named, Of(Protocol.OpenAIChat, """{"messages":[{"role":"user","content":"c"}]}""", session: "k1"));
        Assert.NotEqual(named, Of(Protocol.OpenAIChat, """{"messages":[{"role":"user","content":"b"}],"prompt_cache_key":"k1"}""", key: "other"));
    }

    [Fact]
    public void NothingThatTells_IsNoConversation() => Assert.Null(Of(Protocol.OpenAIChat, """{"model":"m","messages":[]}"""));

    [Fact]
    public void TextsThatOnlyTogetherReadAlike_DoNot()
    {
        var (one, two) = (new Fingerprint(1), new Fingerprint(1));
        one.Add("ab"u8);
        one.Add("c"u8);
        two.Add("a"u8);
        two.Add("bc"u8);
        Assert.NotEqual(one.ToId(), two.ToId());
    }

    private ConversationId? Of(Protocol protocol, string body, string? key = "key", string? session = null, string? model = "gpt-5.4")
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        return ConversationIdentity.Of(key, session, model, _protocols[protocol].ReadHead(Operation.Generate, bytes), bytes);
    }
}
