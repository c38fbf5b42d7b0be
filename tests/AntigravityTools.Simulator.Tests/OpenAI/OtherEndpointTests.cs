using System.Net;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;

namespace AntigravityTools.Simulator.Tests.OpenAI;

public sealed class OtherEndpointTests : SimulatorTest
{
    [Fact]
    public async Task Embeddings_AreTheSameAsFloatsAndInBase64()
    {
        var floats = await JsonAsync(OpenAi("""{"model":"text-embedding-3-small","input":["a","b"],"dimensions":16}""", "/v1/embeddings"));
        var base64 = await JsonAsync(OpenAi("""{"model":"text-embedding-3-small","input":"a","dimensions":16,"encoding_format":"base64"}""", "/v1/embeddings"));
        var expected = floats.GetProperty("data")[0].GetProperty("embedding").EnumerateArray().Select(value => value.GetSingle());
        var actual = MemoryMarshal.Cast<byte, float>(base64.GetProperty("data")[0].GetProperty("embedding").GetBytesFromBase64()).ToArray();
        Assert.Equal(expected, actual);
        Assert.Equal(2, floats.GetProperty("data").GetArrayLength());
        Assert.Equal(1f, actual.Sum(value => value * value), 0.001f);
    }

    [Fact]
    public async Task Images_AreGeneratedAndEdited()
    {
        var made = await JsonAsync(OpenAi("""{"model":"gpt-image-1","prompt":"a cat","n":2}""", "/v1/images/generations"));
        Assert.Equal(2, made.GetProperty("data").GetArrayLength());
        var png = made.GetProperty("data")[0].GetProperty("b64_json").GetBytesFromBase64();
        Assert.Equal("PNG"u8.ToArray(), png[1..4]);
        using var form = new MultipartFormDataContent { { new StringContent("gpt-image-1"), "model" }, { new StringContent("blue"), "prompt" }, { new ByteArrayContent(png), "image", "cat.png" } };
        var edited = await JsonAsync(Form("/v1/images/edits", form));
        Assert.Equal(1, edited.GetProperty("data").GetArrayLength());
    }

    [Fact]
    public async Task Transcription_SaysWhatItGot()
    {
        using var form = new MultipartFormDataContent { { new StringContent("whisper-1"), "model" }, { new ByteArrayContent(new byte[300]), "file", "talk.wav" } };
        var text = (await JsonAsync(Form("/v1/audio/transcriptions", form))).GetProperty("text").GetString();
        Assert.Contains("300 bytes of audio named talk.wav", text, StringComparison.Ordinal);
        using var empty = new MultipartFormDataContent { { new StringContent("whisper-1"), "model" } };
        using var refused = await SendAsync(Form("/v1/audio/transcriptions", empty));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task Speech_IsAWaveFile()
    {
        using var response = await SendAsync(OpenAi("""{"model":"tts-1","input":"hi","voice":"alloy"}""", "/v1/audio/speech"));
        Assert.Equal("audio/wav", response.Content.Headers.ContentType?.MediaType);
        var bytes = await response.Content.ReadAsByteArrayAsync(Cancel);
        Assert.Equal("RIFF"u8.ToArray(), bytes[..4]);
        Assert.Equal(bytes.Length - 8, BitConverter.ToInt32(bytes, 4));
    }

    private static HttpRequestMessage Form(string path, MultipartFormDataContent form) =>
        new(HttpMethod.Post, path) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", "key-a") }, Content = form };
}
