namespace AntigravityTools.Core.Tests;

public sealed class RoomTests;
