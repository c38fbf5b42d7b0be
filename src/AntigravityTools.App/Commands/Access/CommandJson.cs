using System.Text;
using System.Text.Json;

namespace AntigravityTools.App.Commands.Access;

/// <summary>Writes the body of a call.</summary>
internal static class CommandJson
{
    /// <summary>An object with these members.</summary>
    public static string Write(Action<Utf8JsonWriter> members)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
