using AntigravityTools.Core.Storage;
using AntigravityTools.Core.Storage.InMemory;
using AntigravityTools.Testing.Contracts;

namespace AntigravityTools.Core.Tests.Storage;

public sealed class InMemoryPoolCoordinatorTests : PoolCoordinatorContract
{
    public InMemoryPoolCoordinatorTests() => Coordinator = new InMemoryPoolCoordinator(Time);

    protected override IPoolCoordinator Coordinator { get; }
}
