namespace AntigravityTools.Simulator.Tests;

public sealed class RoomTests;
