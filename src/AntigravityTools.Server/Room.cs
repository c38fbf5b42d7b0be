namespace AntigravityTools.Server;

internal static class Room;
