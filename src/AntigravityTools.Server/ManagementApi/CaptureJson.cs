using System.Text.Json;
using AntigravityTools.Core.Management;
using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Server.ManagementApi;

/// <summary>Writes captures and replays.</summary>
internal static class CaptureJson
{
    /// <summary>Whether capture is on.</summary>
    public static void Write(Utf8JsonWriter json, CaptureStatus status)
    {
        json.WriteStartObject();
        json.WriteBoolean("active"u8, status.IsOn);
        json.WriteNullable("until", status.Until);
        json.WriteNullable("max_bytes", status.MaxBytes);
        json.WriteNumber("used_bytes"u8, status.UsedBytes);
        json.WriteNumber("dropped"u8, status.Dropped);
        json.WriteNumber("kept"u8, status.Kept);
        json.WriteNumber("kept_bytes"u8, status.KeptBytes);
        json.WriteEndObject();
    }

    /// <summary>A request and its answer.</summary>
    public static void Write(Utf8JsonWriter json, CapturedExchange capture)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, capture.Id);
        json.WriteInstant("at", capture.At);
        json.WriteString("protocol"u8, capture.Protocol.ToName());
        json.WriteStartObject("request"u8);
        json.WriteString("method"u8, capture.Method);
        json.WriteString("path"u8, capture.Path + capture.Query);
        json.WriteStartObject("headers"u8);
        foreach (var group in capture.Headers.GroupBy(header => header.Name, StringComparer.OrdinalIgnoreCase))
        {
            json.WriteString(group.Key, string.Join(", ", group.Select(header => header.Value)));
        }

        json.WriteEndObject();
        json.WriteString("content_type"u8, capture.ContentType);
        Write(json, capture.Request);
        json.WriteEndObject();
        json.WriteStartObject("response"u8);
        json.WriteNumber("status"u8, capture.Status);
        json.WriteString("content_type"u8, capture.AnswerType);
        Write(json, capture.Answer);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Both answers of a replayed request.</summary>
    public static void Write(Utf8JsonWriter json, ReplayAnswer answer)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, answer.Id);
        json.WriteString("account_id"u8, answer.AccountId);
        json.WriteNumber("status"u8, answer.Status);
        json.WriteString("content_type"u8, answer.ContentType);
        json.WriteString("body"u8, answer.Body);
        json.WriteMilliseconds("duration_ms", answer.Duration);
        json.WriteStartObject("original"u8);
        json.WriteString("id"u8, answer.Original!.Id);
        json.WriteNumber("status"u8, answer.Original.Status);
        json.WriteString("content_type"u8, answer.Original.AnswerType);
        Write(json, answer.Original.Answer);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, CapturedBody body)
    {
        json.WriteString("body"u8, body.Text);
        json.WriteNumber("bytes"u8, body.Bytes);
        json.WriteBoolean("cut"u8, body.IsCut);
        json.WriteBoolean("binary"u8, body.IsBinary);
        json.WriteBoolean("redacted"u8, body.IsRedacted);
    }
}
