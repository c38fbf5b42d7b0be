using System.Collections.Immutable;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Upstreams;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Management;

/// <summary>Makes an account of what a person entered, or lists every field at fault.</summary>
internal sealed class AccountDraftReader(ProviderCatalogue providers)
{
    private const int LongestName = 200;
    private const int MostAtOnce = 10_000;

    /// <summary>A new account.</summary>
    public (Account? Account, ImmutableArray<FieldError> Errors) Read(AccountDraft draft, string id, DateTimeOffset now)
    {
        var errors = new List<FieldError>();
        if (draft.Provider is null || providers.Find(draft.Provider) is not { } provider)
        {
            var known = string.Join(", ", providers.All.Select(one => one.Name));
            errors.Add(new("provider", draft.Provider is null ? $"provider is missing; it is one of {known}." : $"'{draft.Provider}' is not a provider; it is one of {known}."));
            return (null, [.. errors]);
        }

        if (draft.BaseUrl is null && provider.BaseUrl is null)
        {
            errors.Add(new("base_url", $"base_url is missing; {provider.Title} has no address of its own."));
        }

        var start = new Account
        {
            Id = id,
            Provider = provider.Name,
            Name = provider.Title,
            BaseUrl = provider.BaseUrl ?? new Uri("http://127.0.0.1/"),
            Credential = new Credential.None(),
            Protocols = provider.Protocols,
            CreatedAt = now,
        };
        var auth = draft.Auth ?? (provider.Credentials.Contains("none") ? new AuthDraft { Type = "none" } : new AuthDraft());
        return Change(start, draft with { Auth = auth, Provider = null }, provider, errors);
    }

    /// <summary>A known account with what the draft names changed.</summary>
    public (Account? Account, ImmutableArray<FieldError> Errors) Change(Account account, AccountDraft draft)
    {
        var errors = new List<FieldError>();
        if (draft.Provider is not null && draft.Provider != account.Provider)
        {
            errors.Add(new("provider", "provider can not be changed; add a new account instead."));
        }

        return providers.Find(account.Provider) is { } provider
            ? Change(account, draft, provider, errors)
            : (null, [new("provider", $"The provider '{account.Provider}' does not exist in this run; the simulator needs 'demo' or '--demo'.")]);
    }

    private static (Account? Account, ImmutableArray<FieldError> Errors) Change(Account account, AccountDraft draft, Provider provider, List<FieldError> errors)
    {
        void Check(bool right, string field, string message)
        {
            if (!right)
            {
                errors.Add(new(field, message));
            }
        }

        Uri? baseUrl = null;
        Check(draft.Name is null || draft.Name.Trim() is { Length: > 0 and <= LongestName }, "name", $"name must have 1 to {LongestName} characters.");
        Check(draft.BaseUrl is null || IsHttp(draft.BaseUrl, out baseUrl), "base_url", "base_url must be an http or https address without user, query or fragment, such as https://api.example.com/v1.");
        Check(draft.Priority is null or (>= -1000 and <= 1000), "priority", "priority must be a whole number from -1000 to 1000.");
        Check(draft.Weight is null or (>= 0.01 and <= 1000), "weight", "weight must be a number from 0.01 to 1000.");
        Check(draft.MaxConcurrency is null or (>= 0 and <= MostAtOnce), "max_concurrency", $"max_concurrency must be 1 to {MostAtOnce}, or 0 for no limit.");
        Check(draft.Models is null || draft.Models.Value.All(model => !string.IsNullOrWhiteSpace(model)), "models", "models must not hold empty names.");
        var protocols = draft.Protocols is null ? account.Protocols : Protocols(draft.Protocols.Value, provider, errors);
        var credential = draft.Auth is null ? account.Credential : CredentialReader.Read(draft.Auth, provider, errors);
        if (errors.Count > 0 || credential is null)
        {
            return (null, [.. errors]);
        }

        return (account with
        {
            Name = draft.Name?.Trim() ?? account.Name,
            Email = draft.Email ?? account.Email,
            BaseUrl = baseUrl ?? account.BaseUrl,
            Credential = credential,
            Protocols = protocols,
            Enabled = draft.Enabled ?? account.Enabled,
            Priority = draft.Priority ?? account.Priority,
            Weight = draft.Weight ?? account.Weight,
            MaxConcurrency = draft.MaxConcurrency is null ? account.MaxConcurrency : draft.MaxConcurrency == 0 ? null : draft.MaxConcurrency,
            AllowedModels = draft.Models is null ? account.AllowedModels : [.. draft.Models.Value.Select(model => model.Trim()).Distinct()],
            Aliases = draft.Aliases ?? account.Aliases,
            Project = draft.Project ?? account.Project,
            Location = draft.Location ?? account.Location,
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

    private static bool IsHttp(string text, out Uri? address) =>
        Uri.TryCreate(text.Trim(), UriKind.Absolute, out address) && address.Scheme is "http" or "https"
        && address!.UserInfo.Length == 0 && address.Query.Length == 0 && address.Fragment.Length == 0;
}
