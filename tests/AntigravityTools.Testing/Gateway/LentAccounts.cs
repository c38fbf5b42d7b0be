namespace AntigravityTools.Testing.Gateway;

/// <summary>Accounts for one test, and the model name that only they serve.</summary>
public sealed class LentAccounts(ManagementClient management, string model, string upstreamModel, IReadOnlyList<string> ids) : IAsyncDisposable
{
    /// <summary>The name to ask for.</summary>
    public string Model => model;

    /// <summary>The vendor's name for it.</summary>
    public string UpstreamModel => upstreamModel;

    /// <summary>Removes them.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var id in ids)
        {
            await management.DeleteAccountAsync(id, CancellationToken.None);
        }
    }
}
