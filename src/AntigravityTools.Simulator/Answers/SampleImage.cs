namespace AntigravityTools.Simulator.Answers;

/// <summary>The picture that image models draw: one transparent pixel.</summary>
internal static class SampleImage
{
    public const string PngBase64 =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";
}
