namespace AntigravityTools.Core.Accounts.OAuth;

/// <summary>Opens ports to which browsers come back (RFC 8252 §7.3).</summary>
public interface IRedirectOpener
{
    /// <summary>Opens a random port on 127.0.0.1 and, where the machine has it, ::1.</summary>
    /// <param name="answer">Answers each browser that comes to the address itself; strays are answered without it.</param>
    /// <param name="cancellationToken">Ends the opening, not what is open.</param>
    /// <exception cref="IOException">No port can be opened.</exception>
    Task<IRedirectListener> OpenAsync(Func<RedirectQuery, CancellationToken, Task<RedirectPage>> answer, CancellationToken cancellationToken);
}
