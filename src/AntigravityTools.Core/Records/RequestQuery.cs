using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Records;

/// <summary>Which requests to list, newest first.</summary>
public sealed record RequestQuery
{
    /// <summary>The most rows that a page has.</summary>
    public const int LargestLimit = 500;

    /// <summary>Rows at most, 1 to 500; default 50.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>Only rows older than this request id.</summary>
    public string? Before { get; init; }

    /// <summary>Only rows that ended in an error.</summary>
    public bool ErrorsOnly { get; init; }

    /// <summary>Only this requested or resolved model.</summary>
    public string? Model { get; init; }

    /// <summary>Only this account, by id or name.</summary>
    public string? Account { get; init; }

    /// <summary>Only this client key.</summary>
    public string? Key { get; init; }

    /// <summary>Only this inbound protocol.</summary>
    public Protocol? Protocol { get; init; }

    /// <summary>Only this HTTP status.</summary>
    public int? Status { get; init; }

    /// <summary>Text to find in path, models, account, verdict or error; case-insensitive.</summary>
    public string? Text { get; init; }

    /// <summary>Not before this instant.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this instant.</summary>
    public DateTimeOffset? To { get; init; }
}
