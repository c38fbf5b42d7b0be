using System.CommandLine;
using System.Text.Json;
using AntigravityTools.App.Commands.Access;

namespace AntigravityTools.App.Commands;

/// <summary><c>config</c>: get and set.</summary>
internal static class ConfigCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create() => new("config", "Read and change the configuration.") { Get(), Set() };

    private static Command Get()
    {
        var key = new Argument<string?>("key") { Description = "Such as proxy.port; everything where left out.", Arity = ArgumentArity.ZeroOrOne };
        return new Command("get", "Print a value, or all.") { key }.With(async (arguments, output, access, cancellationToken) =>
        {
            var answer = await access.SendAsync(HttpMethod.Get, "/api/config", null, cancellationToken).ConfigureAwait(false);
            if (!answer.Ok)
            {
                return output.Fail(answer.Why());
            }

            if (Find(answer.Json, arguments.GetValue(key)) is not { } value)
            {
                return output.Fail($"'{arguments.GetValue(key)}' is not a configuration key. 'antigravity-tools config get' shows them all.");
            }

            if (value.ValueKind == JsonValueKind.String && !output.IsJson)
            {
                output.Say(value.GetString()!);
            }
            else
            {
                CommandOutput.Print(value);
            }

            return ExitCode.Ok;
        });
    }

    private static Command Set()
    {
        var key = new Argument<string>("key") { Description = "Such as proxy.port." };
        var value = new Argument<string?>("value") { Description = "The new value, null for the default; read from standard input where left out.", Arity = ArgumentArity.ZeroOrOne };
        return new Command("set", "Change a value; comments in the file stay.") { key, value }.With(async (arguments, output, access, cancellationToken) =>
        {
            var name = arguments.GetRequiredValue(key);
            if (name.Split('.') is not [var section, var leaf])
            {
                return output.Fail($"'{name}' is not a configuration key; keys have a section, such as proxy.port.");
            }

            var answer = await access.SendAsync(HttpMethod.Get, "/api/config", null, cancellationToken).ConfigureAwait(false);
            if (!answer.Ok)
            {
                return output.Fail(answer.Why());
            }

            var text = arguments.GetValue(value) ?? CommandInput.Secret("-") ?? "";
            var raw = Raw(text, Find(answer.Json, name));
            var patch = $"{{\"{JsonEncodedText.Encode(section)}\":{{\"{JsonEncodedText.Encode(leaf)}\":{raw}}}}}";
            return output.Done(await access.SendAsync(HttpMethod.Patch, "/api/config", patch, cancellationToken).ConfigureAwait(false), _ => $"{name} is set.");
        });
    }

    private static JsonElement? Find(JsonElement config, string? key)
    {
        var place = config;
        foreach (var part in key?.Split('.') ?? [])
        {
            if (place.ValueKind != JsonValueKind.Object || !place.TryGetProperty(part, out place))
            {
                return null;
            }
        }

        return place;
    }

    // What is a text now stays one, whatever it looks like; a key that is not shown, such as a password, is a text as well.
    private static string Raw(string text, JsonElement? now)
    {
        var isText = now is null or { ValueKind: JsonValueKind.String };
        return text == "null" || (!isText && IsJson(text)) ? text : $"\"{JsonEncodedText.Encode(text)}\"";
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            // A plain text for a key that may hold one.
            return false;
        }
    }
}
