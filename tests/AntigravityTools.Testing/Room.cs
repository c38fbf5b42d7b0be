namespace AntigravityTools.Testing;

internal static class Room;
