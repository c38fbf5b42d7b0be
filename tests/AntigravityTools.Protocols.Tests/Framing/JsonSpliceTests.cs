using System.Buffers;
using System.Text;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using CsCheck;

namespace AntigravityTools.Protocols.Tests.Framing;

public sealed class JsonSpliceTests
{
    [Theory]
    [InlineData("{ \"z\" : 1.0,\t\"model\" : \"a\" ,\"n\":1e21}", "{ \"z\" : 1.0,\t\"model\" : \"x\" ,\"n\":1e21}")]
    [InlineData("{}", "{\"model\":\"x\"}")]
    [InlineData("{ \"a\":1}", "{\"model\":\"x\", \"a\":1}")]
    [InlineData("{\"model\":1,\"a\":{\"model\":2},\"model\":[3]}", "{\"model\":\"x\",\"a\":{\"model\":2},\"model\":\"x\"}")]
    [InlineData("{\"m\\u006fdel\":\"a\"}", "{\"m\\u006fdel\":\"x\"}")]
    public void Member_IsSetAndNothingElse(string json, string expected) =>
        Assert.Equal(expected, Apply(json, static (bytes, output) => JsonSplice.SetMember(bytes, "model", "\"x\""u8.ToArray(), output)));

    [Theory]
    [InlineData("{\"a\":1}", "{\"stream_options\":{\"include_usage\":true},\"a\":1}")]
    [InlineData("{\"stream_options\":null,\"a\":1}", "{\"stream_options\":{\"include_usage\":true},\"a\":1}")]
    [InlineData("{\"stream_options\": { }}", "{\"stream_options\": {\"include_usage\":true }}")]
    [InlineData("{\"stream_options\":{\"include_obfuscation\":false}}", "{\"stream_options\":{\"include_usage\":true,\"include_obfuscation\":false}}")]
    [InlineData("{\"stream_options\":{\"include_usage\": false }}", "{\"stream_options\":{\"include_usage\": true }}")]
    public void IncludeUsage_IsSetWhateverStands(string json, string expected) =>
        Assert.Equal(expected, Apply(json, static (bytes, output) => JsonSplice.SetIncludeUsage(bytes, output)));

    [Fact]
    public void AnyModelName_SurvivesAndEveryOtherByteStays() =>
        Gen.Select(Gen.String, Gen.String, Gen.Int).Sample((name, other, number) =>
        {
            var head = $"{{ {JsonSerializer.Serialize(other + "k")} : {number}.50 ,\"model\":";
            var tail = " , \"n\": 1e21 }";
            var result = Apply(head + "\"old\"" + tail, (bytes, output) =>
                JsonSplice.SetMember(bytes, "model", JsonSplice.Quote(name), output));
            using var parsed = JsonDocument.Parse(result);
            return result.StartsWith(head, StringComparison.Ordinal) && result.EndsWith(tail, StringComparison.Ordinal)
                && parsed.RootElement.GetProperty("model").GetString() == Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(name));
        });

    private static string Apply(string json, Action<byte[], IBufferWriter<byte>> change)
    {
        var output = new ArrayBufferWriter<byte>();
        change(Encoding.UTF8.GetBytes(json), output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
