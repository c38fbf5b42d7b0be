using System.Text.Json;

namespace AntigravityTools.Clients.Tests;

/// <summary>What every client must have got.</summary>
internal static class Expect
{
    private const string Greeting = "Hello from the simulator: you said \"say hi\". Grüße, 你好 👋";
    private const string ToolAnswer = "The tool answered: \"sunny, 21 degrees\". Done ✓";

    /// <summary>The whole text, unharmed.</summary>
    public static void Hello(string? text) => Assert.Equal(Greeting, text);

    /// <summary>The answer after the tool's result.</summary>
    public static void Weather(string? tool, string? city, string? text) => Assert.Equal(("get_weather", "Seoul", ToolAnswer), (tool, city, text));

    /// <summary>A text answer as a script reports it.</summary>
    public static void Hello(JsonElement answer)
    {
        Hello(answer.GetProperty("text").GetString());
        Assert.True(answer.GetProperty("tokens").GetInt32() > 0);
        if (answer.TryGetProperty("pieces", out var pieces))
        {
            Assert.True(pieces.GetInt32() > 1, "The stream came in one piece.");
        }
    }

    /// <summary>A tool round trip as a script reports it.</summary>
    public static void Weather(JsonElement answer) =>
        Weather(answer.GetProperty("tool").GetString(), answer.GetProperty("city").GetString(), answer.GetProperty("text").GetString());

    /// <summary>A model list that holds a name.</summary>
    public static void Lists(JsonElement answer, string model) =>
        Assert.Contains(model, answer.GetProperty("names").EnumerateArray().Select(static name => name.GetString()));

    /// <summary>Two vectors of numbers.</summary>
    public static void TwoVectors(JsonElement answer) =>
        Assert.Equal((2, true), (answer.GetProperty("vectors").GetInt32(), answer.GetProperty("numbers").GetBoolean()));
}
