namespace AntigravityTools.App.Desktop.Win32;

/// <summary>What a person did with the icon.</summary>
internal enum TrayClickKind
{
    /// <summary>Nothing that is answered, such as moving the pointer over it.</summary>
    None,

    /// <summary>Chose it, by mouse or keyboard: shows the window.</summary>
    Open,

    /// <summary>Asked for its menu.</summary>
    Menu,
}
