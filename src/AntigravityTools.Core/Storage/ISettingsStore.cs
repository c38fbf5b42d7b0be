namespace AntigravityTools.Core.Storage;

/// <summary>Small values that belong to the data rather than to <c>config.json</c>, such as which protector wrote the credentials.</summary>
public interface ISettingsStore
{
    /// <summary>The value of a key, or null.</summary>
    Task<string?> GetAsync(string key, CancellationToken cancellationToken);

    /// <summary>Sets a value; null removes it.</summary>
    Task SetAsync(string key, string? value, CancellationToken cancellationToken);
}
