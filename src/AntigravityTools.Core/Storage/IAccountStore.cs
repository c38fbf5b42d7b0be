using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Storage;

/// <summary>Keeps accounts; credentials rest encrypted.</summary>
public interface IAccountStore
{
    /// <summary>All accounts in the user's order. A credential that can not be read comes back as <see cref="Credential.Locked"/>.</summary>
    Task<IReadOnlyList<Account>> LoadAsync(CancellationToken cancellationToken);

    /// <summary>Adds or replaces an account; durable when it returns. A locked credential leaves the stored one as it is.</summary>
    Task SaveAsync(Account account, CancellationToken cancellationToken);

    /// <summary>Removes an account; false where there is none.</summary>
    Task<bool> DeleteAsync(string id, CancellationToken cancellationToken);

    /// <summary>Sets the user's order; ids not named follow in their old order.</summary>
    Task ReorderAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken);
}
