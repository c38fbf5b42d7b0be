namespace AntigravityTools.App.Tests;

public sealed class RoomTests;
