using System.Text.Json;
using AntigravityTools.Core.Management;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Upstreams;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Tests.Management;

public sealed class AccountPatchTests
{
    private static readonly Account Known = new()
    {
        Id = "acc_1", Provider = "openai-compatible", Name = "Mine", BaseUrl = new Uri("http://127.0.0.1:1/v1"), Credential = new Credential.ApiKey("sk-0123456789"),
        Protocols = [Protocol.OpenAIChat, Protocol.Anthropic], Priority = 5, Weight = 2, Notes = "old", OfferedModels = ["a", "b"], CreatedAt = DateTimeOffset.UnixEpoch,
    };

    [Fact]
    public void EmptyPatch_ChangesNothing()
    {
        var after = Patch(Known, "{}");
        Assert.Equal(Known, after with { AllowedModels = Known.AllowedModels, Protocols = Known.Protocols, Aliases = Known.Aliases });
        Assert.Equal<IEnumerable<Protocol>>(Known.Protocols, after.Protocols);
        Assert.Empty(after.AllowedModels);
    }

    [Fact]
    public void Null_GivesTheDefault()
    {
        var after = Patch(Known, """{"priority":null,"weight":null,"notes":null,"protocols":null,"name":null}""");
        Assert.Equal((0, 1.0, null, "OpenAI-compatible server"), (after.Priority, after.Weight, after.Notes, after.Name));
        Assert.Equal<IEnumerable<Protocol>>([Protocol.OpenAIChat], after.Protocols);
        Assert.Equal<IEnumerable<string>>(["a", "b"], after.OfferedModels);
    }

    [Fact]
    public void LockedCredential_StaysUnlessItIsNamed()
    {
        var locked = Known with { Credential = new Credential.Locked("The key is away.") };
        Assert.IsType<Credential.Locked>(Patch(locked, """{"notes":"new"}""").Credential);
        Assert.Equal(new Credential.ApiKey("sk-new-0123456789"), Patch(locked, """{"auth":{"type":"api_key","api_key":"sk-new-0123456789"}}""").Credential);
    }

    [Fact]
    public void CredentialOfAnotherKind_ReplacesTheOldOne() => Assert.Equal(new Credential.None(), Patch(Known, """{"auth":{"type":"none"}}""").Credential);

    [Fact]
    public void AddressTakenAway_IsAnErrorWhereTheProviderHasNone()
    {
        using var patch = JsonDocument.Parse("""{"base_url":null}""");
        var (draft, _) = AccountPatch.Apply(Known, patch.RootElement);
        Assert.Equal("base_url", Assert.Single(Reader.Replace(Known, draft!).Errors).Field);
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/v1/", "sk-0123456789", true)]
    [InlineData("http://127.0.0.1:1/v1", "sk-9876543210", false)]
    [InlineData("http://127.0.0.1:2/v1", "sk-0123456789", false)]
    public void SameLogin_IsTheSameKeyAtTheSamePlace(string address, string key, bool same) =>
        Assert.Equal(same, LoginIdentity.AreSame(Known, Known with { Id = "acc_2", Name = "Other", BaseUrl = new Uri(address), Credential = new Credential.ApiKey(key) }));

    [Fact]
    public void RenewedAccessToken_IsTheSameLogin()
    {
        var one = Known with { Credential = new Credential.OAuth("1//token", "client") { AccessToken = "ya29.one" } };
        Assert.True(LoginIdentity.AreSame(one, one with { Credential = new Credential.OAuth("1//token", "client") { AccessToken = "ya29.two" } }));
        Assert.False(LoginIdentity.AreSame(one, one with { Credential = new Credential.OAuth("1//other", "client") }));
    }

    private static AccountDraftReader Reader => new(new ProviderCatalogue(withSimulator: false));

    private static Account Patch(Account account, string json)
    {
        using var patch = JsonDocument.Parse(json);
        var (draft, errors) = AccountPatch.Apply(account, patch.RootElement);
        Assert.Empty(errors);
        var (after, more) = Reader.Replace(account, draft!);
        Assert.Empty(more);
        return after!;
    }
}
