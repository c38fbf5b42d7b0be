using System.Text.Json;
using System.Text.Json.Serialization;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Storage.Sqlite;

/// <summary>Verdicts rest by name, so that their order in the code may change.</summary>
internal sealed class VerdictConverter : JsonConverter<Verdict>
{
    public override Verdict Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        VerdictNames.Parse(reader.GetString()!) ?? throw new JsonException("A stored verdict has a name that this version does not know.");

    public override void Write(Utf8JsonWriter writer, Verdict value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToName());
}
