namespace AntigravityTools.Architecture.Tests;

public sealed class RoomTests;
