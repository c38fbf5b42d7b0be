using System.Text;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Framing;

/// <summary>Reads the few form fields that routing needs from a <c>multipart/form-data</c> body (RFC 7578).</summary>
public static class MultipartHead
{
    /// <summary>Finds <c>model</c> and <c>stream</c>; a body that is no such form comes back as <see cref="RequestHead.Fault"/>.</summary>
    /// <param name="contentType">The <c>content-type</c> header, which names the boundary.</param>
    /// <param name="body">The whole body.</param>
    public static RequestHead Read(string? contentType, ReadOnlySpan<byte> body)
    {
        if (MultipartParts.Boundary(contentType) is not { Length: > 0 } boundary)
        {
            return Refused("The `content-type` header names no multipart boundary. Send multipart/form-data; boundary=….");
        }

        if (MultipartParts.Read(boundary, body) is not { } parts)
        {
            return Refused("The request body is not the multipart form that its `content-type` announces, or it is cut. Send the whole form.");
        }

        var head = new RequestHead();
        foreach (var part in parts.Where(static part => part.FileName is null))
        {
            if (Take(head, body, part) is not { } taken)
            {
                return Refused("The form names `model` twice, so it is not clear which one is meant. Send it once.", "model");
            }

            head = taken;
        }

        return head;
    }

    private static RequestHead? Take(RequestHead head, ReadOnlySpan<byte> body, FormPart part) => part.Name switch
    {
        "model" when head.Model is not null => null,
        "model" => head with { Model = Encoding.UTF8.GetString(body[part.Value]), ModelValue = part.Value },
        "stream" => head with { Stream = Encoding.UTF8.GetString(body[part.Value]).Trim() is "true" or "True" or "1" },
        _ => head,
    };

    private static RequestHead Refused(string message, string? param = null) =>
        new() { Fault = new Fault { Kind = FaultKind.InvalidRequest, Message = message, Param = param } };
}
