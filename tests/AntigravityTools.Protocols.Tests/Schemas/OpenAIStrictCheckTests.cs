using System.Text;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Schemas;

namespace AntigravityTools.Protocols.Tests.Schemas;

public sealed class OpenAIStrictCheckTests
{
    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"required":["a"],"additionalProperties":false}""", true)]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"required":[],"additionalProperties":false}""", false)]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]}""", false)]
    [InlineData("""{"type":"object","properties":{"required":{"type":"object"}},"required":["required"],"additionalProperties":false}""", false)]
    [InlineData("""{"type":"array","items":{"oneOf":[]}}""", false)]
    [InlineData("""{"type":"string"}""", true)]
    [InlineData("", false)]
    [InlineData("{", false)]
    public void Schema_IsStrictSafeOnlyWhenClosedAndComplete(string schema, bool safe) => Assert.Equal(safe, OpenAIStrictCheck.IsSafe(new RawJson(Encoding.UTF8.GetBytes(schema))));
}
