using System.Globalization;
using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Ui.Pages.Monitor;

/// <summary>Which requests the page shows. All of it is in the page's address.</summary>
public sealed record MonitorFilter
{
    /// <summary>The word for a span between two moments that the user names.</summary>
    public const string OwnSpan = "own";

    private const int RowsOnAPage = 50;
    private const string MomentFormat = "yyyy-MM-dd'T'HH:mm";

    /// <summary>The spans that can be chosen, with their length; empty is all time.</summary>
    public static IReadOnlyList<(string Word, TimeSpan Length)> Spans { get; } =
        [("15m", TimeSpan.FromMinutes(15)), ("1h", TimeSpan.FromHours(1)), ("24h", TimeSpan.FromDays(1)), ("7d", TimeSpan.FromDays(7))];

    /// <summary>Only failed requests.</summary>
    public bool ErrorsOnly { get; init; }

    /// <summary>Only requests of clients of this protocol.</summary>
    public Protocol? Protocol { get; init; }

    /// <summary>Only requests for this model.</summary>
    public string? Model { get; init; }

    /// <summary>Only requests that this account served.</summary>
    public string? Account { get; init; }

    /// <summary>Only requests with this client key, by name.</summary>
    public string? Key { get; init; }

    /// <summary>Only answers with this status.</summary>
    public int? Status { get; init; }

    /// <summary>Text to find.</summary>
    public string? Text { get; init; }

    /// <summary>One of <see cref="Spans"/>, or <see cref="OwnSpan"/>.</summary>
    public string? Span { get; init; }

    /// <summary>The beginning of the user's own span.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The end of the user's own span.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>The cursor of an older page.</summary>
    public string? Before { get; init; }

    /// <summary>True where anything but the page is chosen.</summary>
    public bool IsNarrow => this with { Before = null } != new MonitorFilter();

    /// <summary>A status as it stands in an address.</summary>
    public static int? StatusOf(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? status : null;

    /// <summary>A moment as it stands in an address and in a browser's field for it: the local time of the gateway's machine.</summary>
    public static DateTimeOffset? MomentOf(string? text) =>
        DateTime.TryParseExact(text, [MomentFormat, MomentFormat + "':'ss"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var moment) ? moment : null;

    /// <summary>The query for the management room.</summary>
    public RequestQuery ToQuery(DateTimeOffset now)
    {
        var span = Spans.FirstOrDefault(span => span.Word == Span);
        return new RequestQuery
        {
            Limit = RowsOnAPage,
            Before = Before,
            ErrorsOnly = ErrorsOnly,
            Protocol = Protocol,
            Model = Model,
            Account = Account,
            Key = Key,
            Status = Status,
            Text = Text,
            From = Span == OwnSpan ? From : span.Word is null ? null : now - span.Length,
            To = Span == OwnSpan ? To : null,
        };
    }
}
