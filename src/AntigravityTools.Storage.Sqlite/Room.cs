namespace AntigravityTools.Storage.Sqlite;

internal static class Room;
