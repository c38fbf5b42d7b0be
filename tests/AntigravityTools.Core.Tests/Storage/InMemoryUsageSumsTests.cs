using AntigravityTools.Core.Storage;
using AntigravityTools.Core.Storage.InMemory;
using AntigravityTools.Testing.Contracts;

namespace AntigravityTools.Core.Tests.Storage;

public sealed class InMemoryUsageSumsTests : UsageSumsContract
{
    protected override IUsageStore Store { get; } = new InMemoryUsageStore();
}
