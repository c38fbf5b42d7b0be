using System.Net.Sockets;
using AntigravityTools.Core.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AntigravityTools.Server.ManagementApi;

/// <summary>What holds for every call: bodies are JSON, and whatever goes wrong is told as problem details.</summary>
internal sealed partial class ApiGuard(ILogger<ApiGuard> logger)
{
    public async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        if (!http.Request.Path.StartsWithSegments("/api"))
        {
            await next(http).ConfigureAwait(false);
            return;
        }

        try
        {
            if (HasBody(http.Request) && !JsonBody.IsJson(http.Request) && !BackupUpload.Takes(http.Request))
            {
                await Problem.SendAsync(http, StatusCodes.Status415UnsupportedMediaType,
                    $"Calls take 'content-type: application/json'; the request came as '{http.Request.ContentType}'.").ConfigureAwait(false);
                return;
            }

            await next(http).ConfigureAwait(false);
            await ExplainAsync(http).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            if (!http.Response.HasStarted)
            {
                http.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            }
        }
        catch (BadHttpRequestException refused) when (!http.Response.HasStarted)
        {
            await Problem.SendAsync(http, refused.StatusCode, refused.Message).ConfigureAwait(false);
        }
        catch (StoreWriteException refused) when (!http.Response.HasStarted)
        {
            LogNotStored(refused, http.Request.Method, http.Request.Path);
            await Problem.SendAsync(http, refused.IsTransient ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status507InsufficientStorage, refused.Message).ConfigureAwait(false);
        }
        catch (Exception error) when (!http.Response.HasStarted && IsOfTheDisk(error, http.Request))
        {
            LogNotStored(error, http.Request.Method, http.Request.Path);
            await Problem.SendAsync(http, StatusCodes.Status507InsufficientStorage,
                $"The data could not be stored: {error.Message} See that the disk has room and that this user may write the data directory, then try again.").ConfigureAwait(false);
        }
        catch (Exception error) when (!http.Response.HasStarted)
        {
            LogFailed(error, http.Request.Method, http.Request.Path);
            await Problem.SendAsync(http, StatusCodes.Status500InternalServerError, "The call failed inside the gateway; its log says why.").ConfigureAwait(false);
        }
    }

    private static bool HasBody(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method)
        && (request.ContentLength > 0 || (request.ContentLength is null && request.Headers.TransferEncoding.Count > 0));

    // A connection that breaks is an IOException as well.
    private static bool IsOfTheDisk(Exception error, HttpRequest request) =>
        !HttpMethods.IsGet(request.Method) && error is UnauthorizedAccessException or IOException { InnerException: not SocketException };

    private static Task ExplainAsync(HttpContext http)
    {
        var response = http.Response;
        if (response.HasStarted || response.ContentType is not null)
        {
            return Task.CompletedTask;
        }

        return response.StatusCode switch
        {
            StatusCodes.Status404NotFound => Problem.SendAsync(http, response.StatusCode,
                $"There is no call '{http.Request.Method} {http.Request.Path}'; /openapi/v1.json lists the calls."),
            StatusCodes.Status405MethodNotAllowed => Problem.SendAsync(http, response.StatusCode,
                $"'{http.Request.Path}' takes {response.Headers.Allow}, not {http.Request.Method}."),
            _ => Task.CompletedTask,
        };
    }

    [LoggerMessage(6101, LogLevel.Error, "The call {Method} {Path} failed")]
    private partial void LogFailed(Exception error, string method, string path);

    [LoggerMessage(6102, LogLevel.Warning, "The call {Method} {Path} could not store its data")]
    private partial void LogNotStored(Exception error, string method, string path);
}
