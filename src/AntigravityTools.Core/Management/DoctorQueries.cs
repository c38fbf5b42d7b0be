using AntigravityTools.Core.Clients;
using AntigravityTools.Core.Clients.Doctor;
using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Management;

/// <summary>Walks the chain listener → health → keys → accounts → providers → clients, and names what is broken and what to do.</summary>
/// <param name="gateway">All links but the last.</param>
/// <param name="clients">The address and key that clients need.</param>
/// <param name="home">Where the clients of this process's user are.</param>
/// <param name="proxy">The listener.</param>
/// <param name="routes">Knows which models can be asked for.</param>
/// <param name="time">The clock.</param>
public sealed class DoctorQueries(GatewayDoctor gateway, ClientCommands clients, ClientHome home, ProxyCommands proxy, RouteCommands routes, TimeProvider time)
{
    /// <summary>Examines now. This asks the providers, which costs nothing but may take some seconds.</summary>
    /// <param name="withClients">False leaves the clients of this process's user out; a command examines those of its own.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<DoctorReport> ExamineAsync(bool withClients, CancellationToken cancellationToken)
    {
        var findings = await gateway.ExamineAsync(cancellationToken).ConfigureAwait(false);
        if (!withClients)
        {
            return DoctorReport.Of(findings);
        }

        var doctor = new ClientDoctor(home, clients.Target, proxy.Status.Url is not null, Offers, time);
        return DoctorReport.Of([.. findings, .. await doctor.ExamineAsync(cancellationToken).ConfigureAwait(false)]);
    }

    // Offered is what some account has, whether it is free now or not: that is another link's fault.
    private Task<bool> Offers(string model, CancellationToken cancellationToken) =>
        Task.FromResult(!routes.Resolve(model, Protocol.OpenAIChat).Candidates.IsEmpty);
}
