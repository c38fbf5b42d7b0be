namespace AntigravityTools.Simulator.OpenAIResponses;

/// <summary>One finished response.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Credential">Whose it is.</param>
/// <param name="Resource">The response resource, as JSON.</param>
/// <param name="Items">The conversation up to and with its output, one JSON text per item.</param>
internal sealed record StoredResponse(string Id, string? Credential, string Resource, IReadOnlyList<string> Items);
