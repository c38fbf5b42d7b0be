using System.Collections.Immutable;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Management;

/// <summary>Reads and switches the start with the user's login. Nothing is remembered here: the system's own place is asked each time.</summary>
public sealed class AutostartCommands(IAutostart? autostart)
{
    private static readonly AutostartView NotHere = new() { Supported = false, Reason = "A demo, or a gateway that keeps nothing on disk, does not start with the login." };

    /// <summary>What is so now.</summary>
    public AutostartView Current => autostart?.Read() ?? NotHere;

    /// <summary>Switches it; what is wrong is said, and then nothing was changed.</summary>
    public ImmutableArray<FieldError> Set(bool enabled)
    {
        var now = Current;
        var error = !now.Supported ? now.Reason : autostart!.Set(enabled);
        return error is null ? [] : [new FieldError("enabled", error)];
    }
}
