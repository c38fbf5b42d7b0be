namespace AntigravityTools.Clients.Tests;

public sealed class RoomTests;
