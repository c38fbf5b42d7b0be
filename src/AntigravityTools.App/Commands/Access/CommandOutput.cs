using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AntigravityTools.App.Commands.Access;

/// <summary>Prints for people, or JSON for scripts.</summary>
internal sealed class CommandOutput(bool json)
{
    /// <summary>True where JSON is asked for.</summary>
    public bool IsJson => json;

    /// <summary>Prints a line for people; scripts get JSON instead.</summary>
    public void Say(string line)
    {
        if (!json)
        {
            Console.WriteLine(line);
        }
    }

    /// <summary>Prints JSON, indented.</summary>
    public static void Print(JsonElement element) => Print(element.WriteTo);

    /// <summary>Prints the JSON that is written, indented.</summary>
    public static void Print(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            write(writer);
        }

        Console.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
    }

    /// <summary>Prints an answer as JSON where that is asked for; else says a line. A refusal is an error.</summary>
    public int Done(ApiAnswer answer, Func<JsonElement, string> line)
    {
        if (!answer.Ok)
        {
            return Fail(answer.Why());
        }

        if (json && answer.Json.ValueKind != JsonValueKind.Undefined)
        {
            Print(answer.Json);
        }

        Say(json ? "" : line(answer.Json));
        return ExitCode.Ok;
    }

    /// <summary>Prints rows in columns.</summary>
    public void Table(string[] heads, IEnumerable<string[]> rows)
    {
        string[][] all = [heads, .. rows];
        var widths = heads.Index().Select(head => all.Max(row => row[head.Index].Length)).ToArray();
        foreach (var row in all)
        {
            Say(string.Join("  ", row.Index().Select(cell => cell.Item.PadRight(widths[cell.Index]))).TrimEnd());
        }
    }

    /// <summary>Says on standard error why it failed.</summary>
    public int Fail(string why)
    {
        if (json)
        {
            using var document = JsonDocument.Parse($"{{\"error\":\"{JsonEncodedText.Encode(why)}\"}}");
            Print(document.RootElement);
        }

        Console.Error.WriteLine(why);
        return ExitCode.Failed;
    }
}
