using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Storage;

/// <summary>Keeps who made which server-side object, so that a conversation finds its account after a restart.</summary>
public interface IOwnerStore
{
    /// <summary>All owners whose time is not over, oldest first.</summary>
    Task<IReadOnlyList<ObjectOwner>> LoadAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Adds owners in one transaction; the first owner of an object stays. The oldest beyond <paramref name="most"/> go.</summary>
    Task AddAsync(IReadOnlyList<ObjectOwner> owners, int most, CancellationToken cancellationToken);
}
