using System.Reflection;

namespace AntigravityTools.App;

/// <summary>The program's own version.</summary>
internal static class ProgramVersion
{
    /// <summary>Such as <c>0.1.0</c>, without the build's commit.</summary>
    public static string Text { get; } =
        typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
