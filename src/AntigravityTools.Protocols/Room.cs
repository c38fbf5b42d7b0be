namespace AntigravityTools.Protocols;

internal static class Room;
