using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Upstreams;
using AntigravityTools.Core.Upstreams.Vertex;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Management;

/// <summary>Makes an account of what a person entered, or lists every field at fault.</summary>
internal sealed class AccountDraftReader(ProviderCatalogue providers)
{
    private const string UsualLocation = "global";

    /// <summary>A new account.</summary>
    public (Account? Account, ImmutableArray<FieldError> Errors) Read(AccountDraft draft, string id, DateTimeOffset now)
    {
        var errors = new List<FieldError>();
        if (draft.Provider is null || providers.Find(draft.Provider) is not { } provider)
        {
            var known = string.Join(", ", providers.All.Select(one => one.Name));
            errors.Add(new("provider", draft.Provider is null ? $"provider is missing; it is one of {known}." : $"'{draft.Provider}' is not a provider; it is one of {known}."));
            AccountDraftChecks.Run(draft, errors);
            return (null, [.. errors]);
        }

        CheckAddress(draft, provider, errors);
        var auth = draft.Auth ?? (provider.Credentials.Contains("none") ? new AuthDraft { Type = "none" } : new AuthDraft());
        return Change(Blank(provider, id, now), draft with { Auth = auth, Provider = null }, provider, errors);
    }

    /// <summary>A known account as the draft says; what the draft leaves out gets its default, the credential alone stays.</summary>
    public (Account? Account, ImmutableArray<FieldError> Errors) Replace(Account account, AccountDraft draft)
    {
        var errors = new List<FieldError>();
        if (!IsOf(account, draft, errors, out var provider))
        {
            return (null, [.. errors]);
        }

        CheckAddress(draft, provider, errors);
        var blank = Blank(provider, account.Id, account.CreatedAt) with { Credential = account.Credential, OfferedModels = account.OfferedModels, ModelLimits = account.ModelLimits };
        return Change(blank, draft, provider, errors);
    }

    /// <summary>A known account with what the draft names changed.</summary>
    public (Account? Account, ImmutableArray<FieldError> Errors) Change(Account account, AccountDraft draft)
    {
        var errors = new List<FieldError>();
        return IsOf(account, draft, errors, out var provider) ? Change(account, draft, provider, errors) : (null, [.. errors]);
    }

    private bool IsOf(Account account, AccountDraft draft, List<FieldError> errors, [NotNullWhen(true)] out Provider? provider)
    {
        provider = providers.Find(account.Provider);
        if (provider is null)
        {
            errors.Add(new("provider", $"The provider '{account.Provider}' does not exist in this run; the simulator needs 'demo' or '--demo'."));
        }
        else if (draft.Provider is not null && draft.Provider != account.Provider)
        {
            errors.Add(new("provider", "provider can not be changed; add a new account instead."));
        }

        return provider is not null;
    }

    private static Account Blank(Provider provider, string id, DateTimeOffset createdAt) => new()
    {
        Id = id,
        Provider = provider.Name,
        Name = provider.Title,
        BaseUrl = provider.BaseUrl ?? (provider.Name == VertexAddress.Provider ? VertexAddress.HostOf(UsualLocation) : new Uri("http://127.0.0.1/")),
        Credential = new Credential.None(),
        Protocols = provider.Protocols,
        CreatedAt = createdAt,
    };

    private static void CheckAddress(AccountDraft draft, Provider provider, List<FieldError> errors)
    {
        if (draft.BaseUrl is null && provider.BaseUrl is null && provider.Name != VertexAddress.Provider)
        {
            errors.Add(new("base_url", $"base_url is missing; {provider.Title} has no address of its own."));
        }
    }

    private static (Account? Account, ImmutableArray<FieldError> Errors) Change(Account account, AccountDraft draft, Provider provider, List<FieldError> errors)
    {
        var baseUrl = AccountDraftChecks.Run(draft, errors);
        var protocols = draft.Protocols is null ? account.Protocols : Protocols(draft.Protocols.Value, provider, errors);
        var credential = draft.Auth is null ? account.Credential : CredentialReader.Read(draft.Auth, provider, errors);
        var (project, location) = CloudPlace.Of(account, draft, credential, provider, errors);
        if (errors.Count > 0 || credential is null)
        {
            return (null, [.. errors]);
        }

        return (account with
        {
            Name = draft.Name?.Trim() ?? account.Name,
            Email = draft.Email ?? account.Email,
            BaseUrl = CloudPlace.Address(account, baseUrl, location),
            Credential = credential,
            Protocols = protocols,
            Enabled = draft.Enabled ?? account.Enabled,
            Priority = draft.Priority ?? account.Priority,
            Weight = draft.Weight ?? account.Weight,
            MaxConcurrency = draft.MaxConcurrency is null ? account.MaxConcurrency : draft.MaxConcurrency == 0 ? null : draft.MaxConcurrency,
            AllowedModels = draft.Models is null ? account.AllowedModels : [.. draft.Models.Value.Select(model => model.Trim()).Distinct()],
            Aliases = draft.Aliases ?? account.Aliases,
            Project = project,
            Location = location,
            ApiVersion = draft.ApiVersion is null ? account.ApiVersion : draft.ApiVersion.Length == 0 ? null : draft.ApiVersion,
            Limits = draft.Limits is null ? account.Limits : draft.Limits.Where(limit => limit.Value > 0).ToImmutableSortedDictionary(StringComparer.Ordinal),
            Notes = draft.Notes ?? account.Notes,
        }, []);
    }

    private static ImmutableArray<Protocol> Protocols(ImmutableArray<string> names, Provider provider, List<FieldError> errors)
    {
        var allowed = provider.Protocols.AddRange(provider.OptionalProtocols);
        var protocols = names.Select(ProtocolNames.Parse).OfType<Protocol>().Distinct().ToImmutableArray();
        if (names.IsEmpty || protocols.Length != names.Distinct().Count() || protocols.Any(protocol => !allowed.Contains(protocol)))
        {
            errors.Add(new("protocols", $"protocols must be some of {string.Join(", ", allowed.Select(protocol => protocol.ToName()))} for {provider.Title}."));
        }

        return protocols;
    }
}
