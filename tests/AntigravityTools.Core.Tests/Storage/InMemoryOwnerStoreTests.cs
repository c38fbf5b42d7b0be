using AntigravityTools.Core.Storage;
using AntigravityTools.Core.Storage.InMemory;
using AntigravityTools.Testing.Contracts;

namespace AntigravityTools.Core.Tests.Storage;

public sealed class InMemoryOwnerStoreTests : OwnerStoreContract
{
    protected override IOwnerStore Store { get; } = new InMemoryOwnerStore();
}
