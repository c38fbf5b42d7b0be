using AntigravityTools.Simulator.Scripting;

namespace AntigravityTools.Simulator.Hosting;

/// <summary>What every provider checks before it looks at the request itself.</summary>
internal static class RequestChecks
{
    public static async ValueTask<WireReply> ServeAsync(Exchange exchange)
    {
        var options = exchange.State.Options;
        var route = exchange.Route;
        if (route.NeedsCredential && CheckCredential(exchange) is { } fault)
        {
            return exchange.Refuse(fault);
        }
        var reply = await route.Serve(exchange);
        return options.RateLimitHeaders && route.NeedsCredential ? reply.With(RateHeaders.For(exchange)) : reply;
    }

    private static FaultKind? CheckCredential(Exchange exchange)
    {
        var options = exchange.State.Options;
        if (exchange.Request.Credential is not { } credential)
        {
            return options.AllowAnonymous ? null : FaultKind.MissingCredential;
        }
        return exchange.State.Tokens.Check(credential) switch
        {
            true => null,
            false => FaultKind.InvalidCredential,
            null => options.AcceptedCredentials?.Contains(credential) == false ? FaultKind.InvalidCredential : null,
        };
    }
}
