namespace AntigravityTools.Ui;

internal static class Room;
