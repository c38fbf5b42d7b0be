using AntigravityTools.Core.Conversations;
using Microsoft.Extensions.Time.Testing;

namespace AntigravityTools.Core.Tests.Conversations;

public sealed class ResponseStoreTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Response_AndItsItems_AreFoundByItsClientKeyAlone_AndGoTogether()
    {
        var store = new ResponseStore(_time);
        store.Put("one", "resp_1", "a"u8.ToArray(), "b"u8.ToArray(), ["msg_1"]);

        Assert.NotNull(store.Find("one", "resp_1"));
        Assert.NotNull(store.FindItem("one", "msg_1"));
        Assert.Null(store.Find("two", "resp_1"));
        Assert.Null(store.FindItem("two", "msg_1"));
        Assert.False(store.Remove("two", "resp_1"));

        Assert.True(store.Remove("one", "resp_1"));
        Assert.Null(store.FindItem("one", "msg_1"));
    }

    [Fact]
    public void Responses_AreBoundedInBytesAndTime()
    {
        var store = new ResponseStore(_time);
        store.Put(null, "old", new byte[100], new byte[100], ["msg_old"]);
        for (var i = 0; i < 5; i++)
        {
            store.Put(null, $"resp_{i}", new byte[32 << 20], new byte[100], [$"msg_{i}"]);
        }

        Assert.Null(store.Find(null, "old"));
        Assert.Null(store.FindItem(null, "msg_1"));
        Assert.NotNull(store.FindItem(null, "msg_4"));
        _time.Advance(TimeSpan.FromHours(24));
        Assert.Null(store.Find(null, "resp_4"));
    }
}
