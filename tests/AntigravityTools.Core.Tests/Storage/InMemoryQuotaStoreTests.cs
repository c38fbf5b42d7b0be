using AntigravityTools.Core.Storage;
using AntigravityTools.Core.Storage.InMemory;
using AntigravityTools.Testing.Contracts;

namespace AntigravityTools.Core.Tests.Storage;

public sealed class InMemoryQuotaStoreTests : QuotaStoreContract
{
    protected override IQuotaStore Store { get; } = new InMemoryQuotaStore();
}
