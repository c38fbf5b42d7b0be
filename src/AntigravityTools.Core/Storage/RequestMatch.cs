using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Storage;

/// <summary>Says whether a request is one that a query asks for; its place in the order is the store's business.</summary>
internal static class RequestMatch
{
    internal static bool Matches(RequestQuery query, RequestRecord request) =>
        (!query.ErrorsOnly || request.IsError)
        && (query.Model is null || query.Model == request.RequestedModel || query.Model == request.ResolvedModel)
        && (query.Account is null || query.Account == request.AccountId || query.Account == request.Account)
        && (query.Key is null || query.Key == request.Key)
        && (query.Protocol is null || query.Protocol == request.Protocol)
        && (query.Status is null || query.Status == request.Status)
        && (query.From is null || request.StartedAt >= query.From)
        && (query.To is null || request.StartedAt < query.To)
        && (string.IsNullOrEmpty(query.Text) || Contains(request, query.Text));

    private static bool Contains(RequestRecord request, string text) =>
        Has(request.Path, text) || Has(request.RequestedModel, text) || Has(request.ResolvedModel, text) || Has(request.Account, text)
        || Has(request.Verdict.ToName(), text) || Has(request.Error, text);

    private static bool Has(string? field, string text) => field is not null && field.Contains(text, StringComparison.OrdinalIgnoreCase);
}
