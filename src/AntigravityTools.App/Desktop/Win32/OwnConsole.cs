using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace AntigravityTools.App.Desktop.Win32;

/// <summary>The black window that Windows opens for a program that was started by a click or with the login.</summary>
[SupportedOSPlatform("windows")]
internal static partial class OwnConsole
{
    private const string Kernel = "kernel32.dll";

    /// <summary>Closes it where nobody else is in it; a terminal that the program was started from stays. What is printed later is for nobody, unless it goes to a file.</summary>
    public static void Leave()
    {
        if (CountUsers(out _, 1) != 1)
        {
            return;
        }

        if (!Console.IsOutputRedirected)
        {
            Console.SetOut(TextWriter.Null);
        }

        if (!Console.IsErrorRedirected)
        {
            Console.SetError(TextWriter.Null);
        }

        Free();
    }

    [LibraryImport(Kernel, EntryPoint = "GetConsoleProcessList")]
    private static partial uint CountUsers(out uint process, uint room);

    [LibraryImport(Kernel, EntryPoint = "FreeConsole")]
    private static partial void Free();
}
