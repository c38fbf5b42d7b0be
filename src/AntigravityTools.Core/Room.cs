namespace AntigravityTools.Core;

internal static class Room;
