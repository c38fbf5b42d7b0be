using System.Text;
using AntigravityTools.Core.Management.Backups;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace AntigravityTools.Server.ManagementApi;

/// <summary>A backup that comes in: as a form with <c>file</c> and <c>passphrase</c>, or as the bare bytes.</summary>
internal static class BackupUpload
{
    private const int MostBoundary = 200;
    private const int MostPassphraseBytes = 4096;

    /// <summary>The sentence for a call without a file.</summary>
    public const string Missing =
        "The call carries no backup. Send it as multipart/form-data with the parts 'file' and, for an encrypted one, 'passphrase'; or as application/octet-stream.";

    /// <summary>True for the types that this call takes beside JSON.</summary>
    public static bool Takes(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.Path == "/api/restore" && MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Value is "multipart/form-data" or "application/octet-stream" or "application/zip";

    /// <summary>Reads the body into <paramref name="file"/>; found is false where no file is in it.</summary>
    public static async Task<(bool Found, string? Passphrase)> ReadAsync(HttpRequest request, Stream file, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !Takes(request))
        {
            return (false, null);
        }

        if (type.MediaType != "multipart/form-data")
        {
            await request.Body.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
            return (file.Length > 0, null);
        }

        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (string.IsNullOrEmpty(boundary) || boundary.Length > MostBoundary)
        {
            return (false, null);
        }

        return await ReadPartsAsync(new MultipartReader(boundary, request.Body), file, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<(bool Found, string? Passphrase)> ReadPartsAsync(MultipartReader parts, Stream file, CancellationToken cancellationToken)
    {
        var (found, passphrase) = (false, (string?)null);
        while (await parts.ReadNextSectionAsync(cancellationToken).ConfigureAwait(false) is { } part)
        {
            var name = ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition) ? HeaderUtilities.RemoveQuotes(disposition.Name).Value : null;
            if (name == "passphrase")
            {
                var buffer = new byte[MostPassphraseBytes];
                var size = await part.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
                passphrase = size == 0 ? null : Encoding.UTF8.GetString(buffer, 0, size);
            }
            else if (name == "file" && !found)
            {
                await part.Body.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
                found = file.Length > 0;
            }
        }

        return (found, passphrase);
    }
}
