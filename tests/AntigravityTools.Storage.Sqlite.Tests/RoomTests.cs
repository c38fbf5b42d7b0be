namespace AntigravityTools.Storage.Sqlite.Tests;

public sealed class RoomTests;
