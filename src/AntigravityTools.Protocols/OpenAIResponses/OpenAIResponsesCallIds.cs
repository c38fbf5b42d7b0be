using System.Text;

namespace AntigravityTools.Protocols.OpenAIResponses;

/// <summary>Ids of calls as OpenAI takes them: at most 64 characters. A longer one is replaced by its hash, in call and result alike.</summary>
internal static class OpenAIResponsesCallIds
{
    private const int Longest = 64;

    internal static string Of(string id)
    {
        if (id.Length is > 0 and <= Longest)
        {
            return id;
        }

        var hash = System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(id));
        return "call_" + Convert.ToHexStringLower(hash.AsSpan(0, 16));
    }
}
