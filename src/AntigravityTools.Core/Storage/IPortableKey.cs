namespace AntigravityTools.Core.Storage;

/// <summary>A protector whose key can be carried to another machine; the operating systems' own protectors can not.</summary>
public interface IPortableKey
{
    /// <summary>The key itself: a secret.</summary>
    byte[] Export();

    /// <summary>Takes a key over and keeps it; false where the bytes are none.</summary>
    bool Import(ReadOnlySpan<byte> key);
}
