using AntigravityTools.Server.Requests;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace AntigravityTools.Server.Listening;

/// <summary>What Kestrel calls for each request: no middleware, one handler, one context per connection that is used again.</summary>
internal sealed class ProxyApplication(ProxyHandler handler, CancellationToken ending) : IHttpApplication<DefaultHttpContext>
{
    public DefaultHttpContext CreateContext(IFeatureCollection contextFeatures)
    {
        if (contextFeatures is not IHostContextContainer<DefaultHttpContext> container)
        {
            return new DefaultHttpContext(contextFeatures);
        }

        if (container.HostContext is { } known)
        {
            known.Initialize(contextFeatures);
            return known;
        }

        return container.HostContext = new DefaultHttpContext(contextFeatures);
    }

    public Task ProcessRequestAsync(DefaultHttpContext context) => handler.HandleAsync(context, ending);

    public void DisposeContext(DefaultHttpContext context, Exception? exception) => context.Uninitialize();
}
