using System.Buffers.Binary;
using System.Security.Cryptography;

namespace AntigravityTools.Core.Management.Backups;

/// <summary>
/// A file under a passphrase: PBKDF2-SHA256 and AES-256-GCM in pieces of 64 KiB. Pieces are numbered and the last one is marked, so
/// none can be changed, moved or cut off unnoticed. An empty first piece tells a wrong passphrase from a broken file.
/// </summary>
internal static class SealedFile
{
    private const int Iterations = 600_000;
    private const int MostIterations = 10_000_000;
    private const int SaltBytes = 16;
    private const int TagBytes = 16;
    private const int NonceBytes = 12;
    private const int PieceBytes = 64 * 1024;
    private const int PieceHeadBytes = 4;
    private const int LastBit = 1 << 30;

    private static ReadOnlySpan<byte> Magic => "AGTSEAL1"u8;

    private static int HeadBytes => Magic.Length + 4 + SaltBytes;

    /// <summary>True where a file begins as a sealed one does.</summary>
    public static bool Is(Stream file)
    {
        Span<byte> start = stackalloc byte[Magic.Length];
        var read = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return read == start.Length && start.SequenceEqual(Magic);
    }

    /// <summary>Encrypts a stream to its end.</summary>
    public static void Seal(Stream plain, Stream output, string passphrase)
    {
        Span<byte> head = stackalloc byte[HeadBytes];
        Magic.CopyTo(head);
        BinaryPrimitives.WriteInt32BigEndian(head[Magic.Length..], Iterations);
        RandomNumberGenerator.Fill(head[(Magic.Length + 4)..]);
        output.Write(head);
        using var aes = KeyOf(passphrase, head, Iterations);
        WritePiece(aes, output, [], 0, isLast: false);
        var piece = new byte[PieceBytes];
        var next = new byte[PieceBytes];
        var size = plain.ReadAtLeast(piece, PieceBytes, throwOnEndOfStream: false);
        for (var number = 1L; ; number++)
        {
            var nextSize = size < PieceBytes ? 0 : plain.ReadAtLeast(next, PieceBytes, throwOnEndOfStream: false);
            WritePiece(aes, output, piece.AsSpan(0, size), number, isLast: nextSize == 0);
            if (nextSize == 0)
            {
                return;
            }

            (piece, next, size) = (next, piece, nextSize);
        }
    }

    /// <summary>Decrypts a stream to its end.</summary>
    public static SealedFileFault Open(Stream file, Stream plain, string passphrase)
    {
        Span<byte> head = stackalloc byte[HeadBytes];
        var isWhole = file.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false) == HeadBytes;
        var iterations = BinaryPrimitives.ReadInt32BigEndian(head[Magic.Length..]);
        if (!isWhole || iterations is < 1 or > MostIterations)
        {
            return SealedFileFault.Broken;
        }

        using var aes = KeyOf(passphrase, head, iterations);
        for (var number = 0L; ; number++)
        {
            var (piece, isLast) = ReadPiece(aes, file, number);
            if (piece is null)
            {
                return number == 0 ? SealedFileFault.WrongPassphrase : SealedFileFault.Broken;
            }

            plain.Write(piece);
            if (isLast)
            {
                return file.ReadByte() < 0 ? SealedFileFault.None : SealedFileFault.Broken;
            }
        }
    }

    private static AesGcm KeyOf(string passphrase, ReadOnlySpan<byte> head, int iterations) =>
        new(Rfc2898DeriveBytes.Pbkdf2(passphrase, head[(Magic.Length + 4)..], iterations, HashAlgorithmName.SHA256, 32), TagBytes);

    private static void WritePiece(AesGcm aes, Stream output, ReadOnlySpan<byte> plain, long number, bool isLast)
    {
        var piece = new byte[PieceHeadBytes + plain.Length + TagBytes];
        BinaryPrimitives.WriteInt32BigEndian(piece, isLast ? plain.Length | LastBit : plain.Length);
        aes.Encrypt(NonceOf(number), plain, piece.AsSpan(PieceHeadBytes, plain.Length), piece.AsSpan(PieceHeadBytes + plain.Length), piece.AsSpan(0, PieceHeadBytes));
        output.Write(piece);
    }

    private static (byte[]? Plain, bool IsLast) ReadPiece(AesGcm aes, Stream file, long number)
    {
        var head = new byte[PieceHeadBytes];
        if (file.ReadAtLeast(head, PieceHeadBytes, throwOnEndOfStream: false) < PieceHeadBytes)
        {
            return (null, false);
        }

        var marked = BinaryPrimitives.ReadInt32BigEndian(head);
        var (size, isLast) = (marked & ~LastBit, (marked & LastBit) != 0);
        if (size is < 0 or > PieceBytes)
        {
            return (null, false);
        }

        var piece = new byte[size + TagBytes];
        if (file.ReadAtLeast(piece, piece.Length, throwOnEndOfStream: false) < piece.Length)
        {
            return (null, false);
        }

        var plain = new byte[size];
        try
        {
            aes.Decrypt(NonceOf(number), piece.AsSpan(0, size), piece.AsSpan(size), plain, head);
            return (plain, isLast);
        }
        catch (AuthenticationTagMismatchException)
        {
            return (null, false);
        }
    }

    // The key is of this file alone (its salt is random), so a counter never meets the same key twice.
    private static byte[] NonceOf(long number)
    {
        var nonce = new byte[NonceBytes];
        BinaryPrimitives.WriteInt64BigEndian(nonce.AsSpan(NonceBytes - sizeof(long)), number);
        return nonce;
    }
}
