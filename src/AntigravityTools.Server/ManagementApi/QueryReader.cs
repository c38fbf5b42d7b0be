using System.Collections.Immutable;
using System.Globalization;
using AntigravityTools.Core.Records;
using Microsoft.AspNetCore.Http;

namespace AntigravityTools.Server.ManagementApi;

/// <summary>Reads a call's query; every value that does not fit is noted with what would fit.</summary>
internal sealed class QueryReader(IQueryCollection query)
{
    private readonly ImmutableArray<FieldError>.Builder _errors = ImmutableArray.CreateBuilder<FieldError>();

    public ImmutableArray<FieldError> Errors => _errors.ToImmutable();

    /// <summary>The text, or null where it is missing or empty.</summary>
    public string? Text(string name) => query[name].ToString() is { Length: > 0 } text ? text : null;

    public bool Flag(string name) => Text(name) switch
    {
        null or "false" or "0" => false,
        "true" or "1" => true,
        _ => Reject<bool>(name, "true or false"),
    };

    public int? Whole(string name, int least, int most)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : Reject<int?>(name, $"a whole number from {least} to {most}");
    }

    /// <summary>RFC 3339; an instant without an offset is taken as UTC.</summary>
    public DateTimeOffset? Instant(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        // A plus sign that was not encoded has become a space.
        return DateTimeOffset.TryParse(text.Replace(' ', '+'), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant
            : Reject<DateTimeOffset?>(name, "an instant such as 2026-01-31T12:00:00Z");
    }

    /// <summary>One of some words; the first where none is given. An empty word stands for none.</summary>
    public T OneOf<T>(string name, params ReadOnlySpan<(string Word, T Value)> choices)
    {
        var text = Text(name);
        var words = new List<string>();
        foreach (var (word, value) in choices)
        {
            if (text is null || text == word)
            {
                return value;
            }

            words.Add(word);
        }

        words.Remove("");

        return Reject<T>(name, $"one of {string.Join(", ", words)}")!;
    }

    private T? Reject<T>(string name, string right)
    {
        _errors.Add(new(name, $"{name} must be {right}."));
        return default;
    }
}
