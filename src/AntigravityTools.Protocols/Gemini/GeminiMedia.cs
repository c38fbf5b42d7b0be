using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Gemini;

/// <summary>Media types, and which addresses Google opens itself.</summary>
internal static class GeminiMedia
{
    private static readonly (string Start, string Type)[] Signatures =
    [
        ("iVBORw0KGgo", "image/png"), ("/9j/", "image/jpeg"), ("R0lGOD", "image/gif"), ("UklGR", "image/webp"), ("JVBERi0", "application/pdf"),
    ];

    internal static MediaKind KindOf(string? type) => type switch
    {
        null => MediaKind.Document,
        _ when type.StartsWith("image/", StringComparison.OrdinalIgnoreCase) => MediaKind.Image,
        _ when type.StartsWith("audio/", StringComparison.OrdinalIgnoreCase) => MediaKind.Audio,
        _ when type.StartsWith("video/", StringComparison.OrdinalIgnoreCase) => MediaKind.Video,
        _ => MediaKind.Document,
    };

    /// <summary>The type to send: for pictures and PDF what the bytes are, whatever they were called.</summary>
    internal static string TypeOf(Part.Media media)
    {
        if (media.Base64 is { } data && media.Kind is MediaKind.Image or MediaKind.Document)
        {
            foreach (var (start, type) in Signatures)
            {
                if (media.Base64.StartsWith(start, StringComparison.Ordinal) && (start != "UklGR" || media.Kind == MediaKind.Image))
                {
                    return type;
                }
            }
        }

        return media.MediaType ?? media.Kind switch
        {
            MediaKind.Image => "image/jpeg",
            MediaKind.Audio => "audio/wav",
            MediaKind.Video => "video/mp4",
            _ => "application/pdf",
        };
    }

    /// <summary>True for an address that Google opens itself: Cloud Storage, its Files API, YouTube.</summary>
    internal static bool IsOwn(string address) =>
        address.StartsWith("gs://", StringComparison.Ordinal) || address.StartsWith("files/", StringComparison.Ordinal) || IsFile(address) || IsYouTube(address);

    /// <summary>True for a file of Google's Files API, which means nothing to another provider.</summary>
    internal static bool IsFile(string address) => address.StartsWith("files/", StringComparison.Ordinal)
        || (Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Host == "generativelanguage.googleapis.com");

    private static bool IsYouTube(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && uri.Host is "www.youtube.com" or "youtube.com" or "youtu.be" or "m.youtube.com";
}
