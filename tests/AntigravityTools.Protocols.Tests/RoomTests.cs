namespace AntigravityTools.Protocols.Tests;

public sealed class RoomTests;
