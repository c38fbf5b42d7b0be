using System.Buffers;
using AntigravityTools.Protocols.Model;
using Microsoft.AspNetCore.Http;

namespace AntigravityTools.Server.Requests;

/// <summary>Reads a request body once, up to the limit, and takes its content coding off.</summary>
internal static class BodyReader
{
    private const int MaxFirstRent = 1 << 20;

    /// <summary>Reads the whole body. A client that goes away surfaces as <see cref="OperationCanceledException"/>.</summary>
    public static async ValueTask<BodyResult> ReadAsync(HttpRequest request, long limit, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limit)
        {
            return TooLarge(limit);
        }

        var body = new PooledBody((int)Math.Min(request.ContentLength ?? 4096, MaxFirstRent));
        var result = default(BodyResult);
        try
        {
            result = await FillAsync(request, body, limit, cancellationToken).ConfigureAwait(false);
            if (result.Fault is null && request.Headers.ContentEncoding is { Count: > 0 } codings)
            {
                result = ContentCoding.Decode(body, codings.ToString(), limit);
            }

            return result;
        }
        finally
        {
            if (!ReferenceEquals(result.Body, body))
            {
                body.Dispose();
            }
        }
    }

    /// <summary>The refusal of a body over the limit.</summary>
    public static BodyResult TooLarge(long limit) => new(null, new Fault
    {
        Kind = FaultKind.TooLarge,
        Message = $"The request body is larger than the {limit} bytes that the gateway takes (proxy.max_body_bytes).",
    });

    private static async ValueTask<BodyResult> FillAsync(HttpRequest request, PooledBody body, long limit, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var read = await request.BodyReader.ReadAsync(cancellationToken).ConfigureAwait(false);
                if (body.Length + read.Buffer.Length > limit)
                {
                    request.BodyReader.AdvanceTo(read.Buffer.End);
                    return TooLarge(limit);
                }

                foreach (var piece in read.Buffer)
                {
                    body.Write(piece.Span);
                }

                request.BodyReader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                {
                    return new(body);
                }
            }
        }
        catch (BadHttpRequestException bad) when (bad.StatusCode == StatusCodes.Status408RequestTimeout)
        {
            return new(null, new Fault { Kind = FaultKind.Timeout, Message = "The request body came too slowly." }, bad.StatusCode);
        }
        catch (BadHttpRequestException bad) when (!request.HttpContext.RequestAborted.IsCancellationRequested)
        {
            return new(null, new Fault { Kind = FaultKind.InvalidRequest, Message = $"The request body can not be read: {bad.Message}" });
        }
        catch (IOException reset)
        {
            throw new OperationCanceledException("The client closed the connection while it sent its request.", reset);
        }
    }
}
