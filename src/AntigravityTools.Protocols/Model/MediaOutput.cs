namespace AntigravityTools.Protocols.Model;

/// <summary>The picture or the speech that an answer is to be.</summary>
/// <param name="Kind"><see cref="MediaKind.Image"/> or <see cref="MediaKind.Audio"/>.</param>
public sealed record MediaOutput(MediaKind Kind)
{
    /// <summary>A picture's width in pixels, or its share of the aspect ratio; null leaves it to the model.</summary>
    public int? Width { get; init; }

    /// <summary>A picture's height, in the unit of <see cref="Width"/>.</summary>
    public int? Height { get; init; }

    /// <summary>The voice, as the client named it.</summary>
    public string? Voice { get; init; }
}
