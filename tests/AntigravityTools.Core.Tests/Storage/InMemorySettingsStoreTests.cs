using AntigravityTools.Core.Storage;
using AntigravityTools.Core.Storage.InMemory;
using AntigravityTools.Testing.Contracts;

namespace AntigravityTools.Core.Tests.Storage;

public sealed class InMemorySettingsStoreTests : SettingsStoreContract
{
    protected override ISettingsStore Store { get; } = new InMemorySettingsStore();
}
