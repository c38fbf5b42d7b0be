using System.Text;

namespace AntigravityTools.Protocols.Framing;

/// <summary>The session inside <c>metadata.user_id</c>: Claude Code sends JSON text, older versions <c>user_…_session_&lt;uuid&gt;</c>.</summary>
internal static class SessionOfUser
{
    private const string Mark = "_session_";

    /// <summary>The session, or null where the text names only a user.</summary>
    internal static string? Find(string? user)
    {
        if (user is null)
        {
            return null;
        }

        if (user.AsSpan().TrimStart() is ['{', ..])
        {
            return JsonScan.Text(Encoding.UTF8.GetBytes(user), "session_id"u8);
        }

        var at = user.LastIndexOf(Mark, StringComparison.Ordinal);
        return at < 0 || at + Mark.Length == user.Length ? null : user[(at + Mark.Length)..];
    }
}
