namespace AntigravityTools.Ui.Tests;

public sealed class RoomTests;
