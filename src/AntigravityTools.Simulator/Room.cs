namespace AntigravityTools.Simulator;

internal static class Room;
