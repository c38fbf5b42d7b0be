using AntigravityTools.Core.Storage;
using AntigravityTools.Core.Storage.InMemory;
using AntigravityTools.Testing.Contracts;

namespace AntigravityTools.Core.Tests.Storage;

public sealed class InMemoryCaptureStoreTests : CaptureStoreContract
{
    protected override ICaptureStore Store { get; } = new InMemoryCaptureStore();
}
