namespace AntigravityTools.Server.Answers;

/// <summary>What a model is for, as far as its name tells; providers' lists seldom say.</summary>
internal enum ModelTalent
{
    /// <summary>Answers in words, and maybe in pictures.</summary>
    Chat,

    /// <summary>Turns texts into vectors.</summary>
    Embed,

    /// <summary>Makes or reads media at endpoints of its own: pictures, speech, transcripts, verdicts about texts.</summary>
    Media,
}
