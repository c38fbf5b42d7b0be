using System.CommandLine;

namespace AntigravityTools.App.Commands;

/// <summary>The whole command line.</summary>
internal static class AppCommand
{
    /// <summary>Builds every command.</summary>
    public static RootCommand Create() => new("Antigravity Tools: a local AI scheduling gateway.")
    {
        ServeCommand.Create(),
        DesktopCommand.Create(),
        DemoCommand.Create(),
        AccountsCommand.Create(),
        ConfigCommand.Create(),
        BackupCommand.Create(),
        BackupCommand.CreateRestore(),
        ClientsCommand.Create(),
        DoctorCommand.Create(),
        StatusCommand.Create(),
    };
}
