using AntigravityTools.Simulator.Anthropic;
using AntigravityTools.Simulator.Gemini;
using AntigravityTools.Simulator.OAuth;
using AntigravityTools.Simulator.OpenAI;
using AntigravityTools.Simulator.Scripting;

namespace AntigravityTools.Simulator.Hosting;

/// <summary>Writes a fault as the provider of the route would.</summary>
internal static class Faults
{
    private const string HtmlPage =
        "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";

    public static WireReply Write(Exchange exchange, FaultDetails fault)
    {
        if (fault.Kind == FaultKind.BadGatewayHtml)
        {
            return WireReply.Json(HtmlPage, 502) with { ContentType = "text/html" };
        }
        return exchange.Route.Shape switch
        {
            ProviderShape.Anthropic => AnthropicFaults.Write(fault),
            ProviderShape.Gemini => GeminiFaults.Write(exchange, fault),
            ProviderShape.OAuth => OAuthFaults.Write(fault),
            _ => OpenAiFaults.Write(fault),
        };
    }
}
