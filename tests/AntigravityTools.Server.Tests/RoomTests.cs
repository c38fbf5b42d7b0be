namespace AntigravityTools.Server.Tests;

public sealed class RoomTests;
