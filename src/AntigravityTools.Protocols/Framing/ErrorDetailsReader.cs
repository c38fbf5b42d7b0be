using System.Text.Json;

namespace AntigravityTools.Protocols.Framing;

/// <summary>Reads Google's <c>error.details[]</c> (google.rpc error_details.proto): ErrorInfo, QuotaFailure, RetryInfo.</summary>
internal static class ErrorDetailsReader
{
    /// <summary>Reads the array on which the reader stands.</summary>
    internal static void Read(ref Utf8JsonReader reader, ErrorBody error)
    {
        var depth = reader.CurrentDepth;
        var member = "";
        while (reader.Read() && !(reader.TokenType == JsonTokenType.EndArray && reader.CurrentDepth == depth))
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                member = reader.GetString()!;
            }
            else if (reader.TokenType == JsonTokenType.String)
            {
                Take(member, reader.GetString()!, error);
            }
        }
    }

    private static void Take(string member, string value, ErrorBody error)
    {
        switch (member)
        {
            case "reason":
                error.Code ??= value;
                break;
            case "quotaId" or "quotaMetric" or "subject":
                error.Quotas.Add(value);
                break;
            case "retryDelay" or "quotaResetDelay":
                // Where both stand the longer one is the truth: the other is when to ask again.
                error.RetryAfter = DurationText.Parse(value) is { } wait && !(error.RetryAfter >= wait) ? wait : error.RetryAfter;
                break;
            case "validation_url" or "verification_url":
                error.Link = value;
                break;
            default:
                break;
        }
    }
}
