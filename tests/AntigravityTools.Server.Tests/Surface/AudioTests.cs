using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using AntigravityTools.Simulator;
using AntigravityTools.Simulator.Scripting;

namespace AntigravityTools.Server.Tests.Surface;

public sealed class AudioTests
{
    private const string Transcriptions = "/v1/audio/transcriptions";
    private const string Speech = "/v1/audio/speech";
    private const string Voice = "gemini-2.5-flash-preview-tts";

    [Fact]
    public async Task Recording_of_a_form_reaches_Gemini_with_what_the_client_told_about_it()
    {
        await using var gateway = await SurfaceGateway.StartAsync();

        var answer = await gateway.AskAsync(new("POST", Transcriptions)
        {
            Form = [("model", "gemini-3.8-flash"), ("language", "de"), ("prompt", "Grüße"), ("temperature", "0.2"), ("file", "@speech.m4a")],
        });

        var sent = gateway.SentUpstream();
        var parts = sent.GetProperty("contents")[0].GetProperty("parts");
        Assert.Contains("'de'", parts[0].GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Contains("Grüße", parts[0].GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal(("audio/mp4", "AQIDBA=="), (parts[1].GetProperty("inlineData").GetProperty("mimeType").GetString()!, parts[1].GetProperty("inlineData").GetProperty("data").GetString()!));
        Assert.Equal(0.2, sent.GetProperty("generationConfig").GetProperty("temperature").GetDouble());
        Assert.Contains("4 bytes of audio/mp4", answer.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal("tokens", answer.GetProperty("usage").GetProperty("type").GetString());
    }

    [Fact]
    public async Task Transcript_comes_as_plain_text_or_as_events()
    {
        await using var gateway = await SurfaceGateway.StartAsync();
        gateway.Simulator.Always(SimulatorHost.AnyCredential, new NormalReply { Answer = new Answer { Text = " Good morning. " } });

        var plain = await gateway.SendAsync(new("POST", Transcriptions) { Form = [("model", "gemini-3.8-flash"), ("response_format", "text"), ("file", "@speech.wav")] });
        var events = await gateway.SendAsync(new("POST", Transcriptions) { Form = [("model", "gemini-3.8-flash"), ("stream", "true"), ("file", "@speech.wav")] });

        Assert.Equal(("text/plain", "Good morning.\n"), (plain.MediaType!, Encoding.UTF8.GetString(plain.Body)));
        Assert.Equal("text/event-stream", events.MediaType);
        Assert.Contains("""{"type":"transcript.text.delta","delta":"Good morning."}""", Encoding.UTF8.GetString(events.Body), StringComparison.Ordinal);
        Assert.Contains("""{"type":"transcript.text.done","text":"Good morning.",""", Encoding.UTF8.GetString(events.Body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failure_of_one_account_moves_a_recording_to_no_other_shape()
    {
        await using var gateway = await SurfaceGateway.StartAsync();
        gateway.Simulator.Always(SimulatorHost.AnyCredential, new Fault(FaultKind.RateLimited));

        var error = (await gateway.AskAsync(new("POST", Transcriptions, 429) { Form = [("model", "gemini-3.8-flash"), ("file", "@speech.wav")] })).GetProperty("error");

        Assert.Equal("rate_limit_error", error.GetProperty("type").GetString());
    }

    [Theory]
    [InlineData(",\"response_format\":\"wav\"")]
    [InlineData("")]
    public async Task Samples_of_Gemini_come_as_a_WAV_file(string format)
    {
        await using var gateway = await SurfaceGateway.StartAsync();

        var (status, type, body) = await gateway.SendAsync(new("POST", Speech) { Body = $$"""{"model":"{{Voice}}","input":"Hello","voice":"alloy"{{format}}}""" });

        Assert.Equal((200, "audio/wav"), (status, type));
        Assert.Equal(("RIFF", "WAVE", "data"), (Ascii(body, 0), Ascii(body, 8), Ascii(body, 36)));
        Assert.Equal((body.Length - 8, 24_000, 480), (Number(body, 4), Number(body, 24), Number(body, 40)));
        Assert.Equal(44 + 480, body.Length);
        var config = gateway.SentUpstream().GetProperty("generationConfig");
        Assert.Equal("AUDIO", config.GetProperty("responseModalities")[0].GetString());
        Assert.Equal("Kore", config.GetProperty("speechConfig").GetProperty("voiceConfig").GetProperty("prebuiltVoiceConfig").GetProperty("voiceName").GetString());
        Assert.Equal(format.Length == 0, (await gateway.LossesAsync()).Contains("response_format"));
    }

    [Fact]
    public async Task Raw_samples_and_events_are_given_where_they_are_asked_for()
    {
        await using var gateway = await SurfaceGateway.StartAsync();

        var raw = await gateway.SendAsync(new("POST", Speech) { Body = $$"""{"model":"{{Voice}}","input":"Hello","voice":"Puck","instructions":"Whisper","response_format":"pcm"}""" });
        var events = await gateway.SendAsync(new("POST", Speech) { Body = $$"""{"model":"{{Voice}}","input":"Hello","voice":"Puck","response_format":"pcm","stream_format":"sse"}""" });

        Assert.Equal(("audio/pcm", 480), (raw.MediaType!, raw.Body.Length));
        var first = JsonDocument.Parse(gateway.Simulator.Requests[0].Body).RootElement;
        Assert.Equal("Whisper:\nHello", first.GetProperty("contents")[0].GetProperty("parts")[0].GetProperty("text").GetString());
        Assert.Equal("text/event-stream", events.MediaType);
        var lines = Encoding.UTF8.GetString(events.Body).Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(frame => JsonDocument.Parse(frame[6..]).RootElement).ToList();
        Assert.Equal(["speech.audio.delta", "speech.audio.done"], lines.Select(line => line.GetProperty("type").GetString()!));
        Assert.Equal(480, lines[0].GetProperty("audio").GetBytesFromBase64().Length);
    }

    [Theory]
    [InlineData("mp3")]
    [InlineData("opus")]
    [InlineData("aac")]
    [InlineData("flac")]
    public async Task Form_that_nobody_encodes_is_refused_before_the_provider_is_asked(string format)
    {
        await using var gateway = await SurfaceGateway.StartAsync();

        var error = (await gateway.AskAsync(new("POST", Speech, 400) { Body = $$"""{"model":"{{Voice}}","input":"Hello","voice":"Kore","response_format":"{{format}}"}""" })).GetProperty("error");

        Assert.Equal("response_format", error.GetProperty("param").GetString());
        Assert.Empty(gateway.Simulator.Requests);
    }

    [Fact]
    public async Task Model_that_does_not_speak_refuses_in_its_own_words()
    {
        await using var gateway = await SurfaceGateway.StartAsync();

        var error = (await gateway.AskAsync(new("POST", Speech, 400) { Body = """{"model":"gemini-3.8-flash","input":"Hello","voice":"Kore","response_format":"wav"}""" })).GetProperty("error");

        Assert.Contains("AUDIO", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    private static string Ascii(byte[] bytes, int at) => Encoding.ASCII.GetString(bytes, at, 4);

    private static int Number(byte[] bytes, int at) => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at));
}
