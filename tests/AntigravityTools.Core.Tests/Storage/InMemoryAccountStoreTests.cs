using AntigravityTools.Core.Storage;
using AntigravityTools.Core.Storage.InMemory;
using AntigravityTools.Testing.Contracts;

namespace AntigravityTools.Core.Tests.Storage;

public sealed class InMemoryAccountStoreTests : AccountStoreContract
{
    protected override IAccountStore Store { get; } = new InMemoryAccountStore();
}
