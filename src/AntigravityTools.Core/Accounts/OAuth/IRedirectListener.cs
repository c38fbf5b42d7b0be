namespace AntigravityTools.Core.Accounts.OAuth;

/// <summary>An open port on this machine to which a browser comes back. Disposing closes it.</summary>
public interface IRedirectListener : IAsyncDisposable
{
    /// <summary>The address for the authorisation server.</summary>
    string RedirectUri { get; }
}
