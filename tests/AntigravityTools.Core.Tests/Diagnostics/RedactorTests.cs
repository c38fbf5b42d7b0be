using AntigravityTools.Core.Diagnostics;

namespace AntigravityTools.Core.Tests.Diagnostics;

public sealed class RedactorTests
{
    [Theory]
    [InlineData("Incorrect API key provided: sk-proj-c4n4ry_0123456789.", "Incorrect API key provided: sk-…")]
    [InlineData("key sk-ant-api03-c4n4ry is wrong", "key sk-… is wrong")]
    [InlineData("x-goog-api-key: AIzaSyc4n4ry0123456789", "x-goog-api-key: AIz…")]
    [InlineData("token ya29.c4n4ry-0123 expired", "token ya2… expired")]
    [InlineData("refresh 1//c4n4ry_0123-x revoked", "refresh 1//… revoked")]
    [InlineData("gsk_c4n4ry0123 and xai-c4n4ry0123", "gsk… and xai…")]
    [InlineData("Authorization: Bearer c4n4ry-whatever", "Authorization: Bearer c4n…")]
    [InlineData("GET /v1/models?key=c4n4ry-0123&alt=sse", "GET /v1/models?key=c4n…&alt=sse")]
    [InlineData("client_secret=c4n4ry-0123", "client_secret=c4n…")]
    [InlineData("id eyJhbGciOiJIUzI1NiJ9.c4n4ry.c4n4ry", "id eyJ…")]
    [InlineData("""{"api_key":"c4n4ry-0123","model":"m"}""", """{"api_key":"c4n…","model":"m"}""")]
    [InlineData("""{\"refresh_token\": \"c4n4ry-0123\"}""", """{\"refresh_token\": \"c4n…\"}""")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nc4n4ry\n-----END", "---…-----END")]
    public void Secret_LosesAllButItsBeginning(string text, string shown) => Assert.Equal(shown, Redactor.Redact(text));

    [Theory]
    [InlineData("The model gpt-5.4 does not exist.")]
    [InlineData("""{"image_url":"data:image/png;base64,AAAA1//Abcdefghij+klm/1//nop=="}""")]
    [InlineData("max_tokens=4096 is too large")]
    [InlineData("The bearer is wrong.")]
    [InlineData("task-12345678 and risk-free")]
    public void OrdinaryText_StaysAsItIs(string text) => Assert.Equal(text, Redactor.Redact(text));

    [Fact]
    public void KnownSecret_IsFoundWhateverItsShape()
    {
        Assert.Equal("login=[redacted]@host", Redactor.Redact("login=0a1b2c3d4e5f@host", "0a1b2c3d4e5f"));
        Assert.Equal("abc is short", Redactor.Redact("abc is short", "abc"));
    }
}
