namespace AntigravityTools.Ui.Pages.ApiProxy;

/// <summary>The numbers of the listener and of the scheduling while they are edited, in the units that the page shows.</summary>
public sealed class LimitsForm
{
    /// <summary>TCP port; 0 is any free one.</summary>
    public int Port { get; set; }

    /// <summary>To the first byte of an answer.</summary>
    public double RequestTimeoutSeconds { get; set; }

    /// <summary>Between two pieces of an answer.</summary>
    public double IdleTimeoutSeconds { get; set; }

    /// <summary>How long running requests may finish at a stop.</summary>
    public double DrainSeconds { get; set; }

    /// <summary>The largest request body.</summary>
    public double MaxBodyMiB { get; set; }

    /// <summary>Most attempts for a request; null is automatic.</summary>
    public int? MaxAttempts { get; set; }

    /// <summary>The longest wait for a busy account.</summary>
    public double MaxWaitSeconds { get; set; }

    /// <summary>How long a conversation stays with its account.</summary>
    public double StickyMinutes { get; set; }

    /// <summary>The share of a quota below which an account is spared.</summary>
    public double ReservePercent { get; set; }
}
