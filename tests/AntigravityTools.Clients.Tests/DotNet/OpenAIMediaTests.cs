using System.ClientModel;
using AntigravityTools.Testing.Gateway;
using OpenAI;
using OpenAI.Audio;
using OpenAI.Embeddings;
using OpenAI.Files;
using OpenAI.Images;
using OpenAI.Moderations;

namespace AntigravityTools.Clients.Tests.DotNet;

public sealed class OpenAIMediaTests(GatewayFixture gateway)
{
    private readonly ApiKeyCredential _key = new("sk-client");
    private readonly OpenAIClientOptions _options = new() { Endpoint = new Uri(gateway.Process.ProxyUrl, "v1") };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("gpt-image-1")]
    [InlineData("gemini-2.5-flash-image")]
    public async Task Image_IsDrawnAndEdited(string model)
    {
        var client = new ImageClient(model, _key, _options);

        GeneratedImage drawn = await client.GenerateImageAsync("a cat", new ImageGenerationOptions { Size = GeneratedImageSize.W1024xH1024 }, Cancel);
        using var picture = drawn.ImageBytes.ToStream();
        GeneratedImage edited = await client.GenerateImageEditAsync(picture, "cat.png", "give it a hat", new ImageEditOptions(), Cancel);

        Assert.True(drawn.ImageBytes.ToMemory().Span[1..].StartsWith("PNG"u8));
        Assert.True(edited.ImageBytes.ToMemory().Span[1..].StartsWith("PNG"u8));
    }

    [Theory]
    [InlineData("whisper-1")]
    [InlineData("gemini-3.8-flash")]
    public async Task Recording_IsWrittenDown(string model)
    {
        var client = new AudioClient(model, _key, _options);
        using var recording = new MemoryStream([1, 2, 3, 4]);

        AudioTranscription text = await client.TranscribeAudioAsync(recording, "speech.mp3", new AudioTranscriptionOptions { ResponseFormat = AudioTranscriptionFormat.Simple }, Cancel);

        Assert.Contains("4 bytes", text.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tts-1")]
    [InlineData("gemini-2.5-flash-preview-tts")]
    public async Task Speech_ComesAsWav(string model)
    {
        var client = new AudioClient(model, _key, _options);

        BinaryData sound = await client.GenerateSpeechAsync("Hello", GeneratedSpeechVoice.Alloy, new SpeechGenerationOptions { ResponseFormat = GeneratedSpeechFormat.Wav }, Cancel);

        Assert.True(sound.ToMemory().Span.StartsWith("RIFF"u8));
    }

    [Theory]
    [InlineData("text-embedding-3-small")]
    [InlineData("gemini-embedding-001")]
    public async Task Embeddings_ComeOnePerText(string model)
    {
        var client = new EmbeddingClient(model, _key, _options);

        OpenAIEmbeddingCollection vectors = await client.GenerateEmbeddingsAsync(["one", "two"], new EmbeddingGenerationOptions { Dimensions = 8 }, Cancel);

        Assert.Equal([8, 8], vectors.Select(vector => vector.ToFloats().Length));
        Assert.False(vectors[0].ToFloats().Span.SequenceEqual(vectors[1].ToFloats().Span));
    }

    [Fact]
    public async Task File_IsKeptByTheAccountThatTookIt()
    {
        var client = new OpenAIFileClient(_key, _options);

        OpenAIFile sent = await client.UploadFileAsync(BinaryData.FromString("notes"), "notes.txt", FileUploadPurpose.UserData);
        OpenAIFile found = await client.GetFileAsync(sent.Id, Cancel);
        BinaryData content = await client.DownloadFileAsync(sent.Id, Cancel);

        Assert.Equal((sent.Id, "notes.txt", "notes"), (found.Id, found.Filename, content.ToString()));
    }

    [Fact]
    public async Task Text_IsModerated()
    {
        ModerationResult result = await new ModerationClient("omni-moderation-latest", _key, _options).ClassifyTextAsync("hi", Cancel);

        Assert.False(result.Flagged);
    }
}
