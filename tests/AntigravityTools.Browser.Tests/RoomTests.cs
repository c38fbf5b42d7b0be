namespace AntigravityTools.Browser.Tests;

public sealed class RoomTests;
