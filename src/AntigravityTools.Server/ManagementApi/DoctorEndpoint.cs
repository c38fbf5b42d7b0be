using AntigravityTools.Core.Management;
using AntigravityTools.Server.Answers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AntigravityTools.Server.ManagementApi;

/// <summary><c>/api/doctor</c>: walks the chain and names what is broken. <c>clients=false</c> leaves the clients of the gateway's own user out.</summary>
internal sealed class DoctorEndpoint(DoctorQueries doctor)
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/doctor", ExamineAsync);

    private async Task ExamineAsync(HttpContext http)
    {
        var query = new QueryReader(http.Request.Query);
        var withClients = query.OneOf("clients", ("true", true), ("false", false));
        if (!query.Errors.IsEmpty)
        {
            await Problem.RejectAsync(http, query.Errors).ConfigureAwait(false);
            return;
        }

        var report = await doctor.ExamineAsync(withClients, http.RequestAborted).ConfigureAwait(false);
        await JsonAnswer.SendAsync(http, StatusCodes.Status200OK, json => DoctorJson.Write(json, report)).ConfigureAwait(false);
    }
}
