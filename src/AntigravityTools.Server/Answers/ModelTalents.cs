using AntigravityTools.Core.Routing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Server.Answers;

/// <summary>Tells what a model is for.</summary>
internal static class ModelTalents
{
    private static readonly string[] MediaNames = ["gpt-image", "dall-e", "whisper", "-transcribe", "-tts", "tts-1", "moderation", "imagen", "veo-", "sora", "-realtime"];

    public static ModelTalent Of(CatalogueModel model) =>
        model.Id.Contains("embed", StringComparison.OrdinalIgnoreCase) ? ModelTalent.Embed
        : Array.Exists(MediaNames, name => model.Id.Contains(name, StringComparison.OrdinalIgnoreCase)) ? ModelTalent.Media
        : ModelTalent.Chat;

    /// <summary>True for a model that Google's own method for answers reaches, such as its models that speak.</summary>
    public static bool Generates(CatalogueModel model) =>
        Of(model) == ModelTalent.Chat || (Of(model) == ModelTalent.Media && model.Protocols.Contains(Protocol.Gemini) && !model.Id.Contains("imagen", StringComparison.OrdinalIgnoreCase));
}
