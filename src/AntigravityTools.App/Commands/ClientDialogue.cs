using AntigravityTools.App.Commands.Access;
using AntigravityTools.Core.Management;
using AntigravityTools.Core.Records;

namespace AntigravityTools.App.Commands;

/// <summary>Shows a difference, asks, and does exactly what was shown.</summary>
internal sealed class ClientDialogue(CommandOutput output)
{
    /// <summary>Runs it; scripts that want JSON say --yes, or get the difference alone.</summary>
    /// <param name="shown">The change that is to be made.</param>
    /// <param name="onlyLook">True for a dry run.</param>
    /// <param name="yes">True where nobody is to be asked.</param>
    /// <param name="apply">Makes the change with this digest.</param>
    /// <param name="done">The word for what was done.</param>
    /// <param name="remark">What to say at the end.</param>
    public int Run(ClientChange shown, bool onlyLook, bool yes, Func<string, ClientChange> apply, string done, string? remark)
    {
        if (shown.Problem is { } problem)
        {
            return output.Fail(problem);
        }

        foreach (var file in shown.Files.Where(file => file.Action != "none"))
        {
            output.Say(file.Diff);
        }

        var nothing = shown.Files.All(file => file.Action == "none");
        if (onlyLook || (output.IsJson && !yes))
        {
            Print(shown);
            output.Say(nothing ? "Nothing is to change." : "Nothing was written.");
            return ExitCode.Ok;
        }

        if (!yes && !nothing && !Confirmed())
        {
            return output.Fail("Nothing was written. Answer y, or add --yes.");
        }

        var change = apply(shown.Digest);
        if (change.Problem is { } refused)
        {
            return output.Fail(refused);
        }

        Print(change);
        output.Say(nothing ? $"{done} {change.Client}; its files already were as they should be." : $"{done} {change.Client}.");
        foreach (var note in remark is null ? change.Notes : change.Notes.Add(remark))
        {
            output.Say($"  {note}");
        }

        return ExitCode.Ok;
    }

    private static bool Confirmed()
    {
        Console.Write("Write this? [y/N] ");
        return Console.In.ReadLine()?.Trim() is "y" or "Y" or "yes";
    }

    private void Print(ClientChange change)
    {
        if (output.IsJson)
        {
            CommandOutput.Print(json => ClientJson.Write(json, change));
        }
    }
}
