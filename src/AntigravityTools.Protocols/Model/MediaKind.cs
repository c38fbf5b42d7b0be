namespace AntigravityTools.Protocols.Model;

/// <summary>What a <see cref="Part.Media"/> is for.</summary>
public enum MediaKind
{
    /// <summary>A picture.</summary>
    Image,

    /// <summary>A document: PDF, or text with a title.</summary>
    Document,

    /// <summary>Sound.</summary>
    Audio,

    /// <summary>Moving pictures.</summary>
    Video,
}
