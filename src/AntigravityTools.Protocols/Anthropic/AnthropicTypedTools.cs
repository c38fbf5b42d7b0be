namespace AntigravityTools.Protocols.Anthropic;

/// <summary>Tools that Anthropic knows by type and the client runs. Other providers need the schema spelt out (Anthropic API reference, client tools).</summary>
internal static class AnthropicTypedTools
{
    private static readonly byte[] Bash =
        """{"type":"object","properties":{"command":{"type":"string","description":"The bash command to run."},"restart":{"type":"boolean","description":"True restarts the shell."}}}"""u8.ToArray();

    private static readonly byte[] Editor =
        """{"type":"object","properties":{"command":{"type":"string","enum":["view","create","str_replace","insert"]},"path":{"type":"string"},"file_text":{"type":"string"},"old_str":{"type":"string"},"new_str":{"type":"string"},"insert_line":{"type":"integer"},"insert_text":{"type":"string"},"view_range":{"type":"array","items":{"type":"integer"}}},"required":["command","path"]}"""u8.ToArray();

    private static readonly byte[] Memory =
        """{"type":"object","properties":{"command":{"type":"string","enum":["view","create","str_replace","insert","delete","rename"]},"path":{"type":"string"},"file_text":{"type":"string"},"old_str":{"type":"string"},"new_str":{"type":"string"},"insert_line":{"type":"integer"},"insert_text":{"type":"string"},"old_path":{"type":"string"},"new_path":{"type":"string"},"view_range":{"type":"array","items":{"type":"integer"}}},"required":["command"]}"""u8.ToArray();

    /// <summary>The schema of a typed tool's input; null where the type is not one the client runs.</summary>
    internal static byte[]? SchemaOf(string type) =>
        type.StartsWith("bash_", StringComparison.Ordinal) ? Bash
        : type.StartsWith("text_editor_", StringComparison.Ordinal) ? Editor
        : type.StartsWith("memory_", StringComparison.Ordinal) ? Memory
        : null;

    internal static string DescriptionOf(string type) =>
        type.StartsWith("bash_", StringComparison.Ordinal) ? "Runs a command in a bash shell that stays open between calls."
        : type.StartsWith("text_editor_", StringComparison.Ordinal) ? "Views, creates and edits text files."
        : "Keeps notes in a directory of files that outlives the conversation.";
}
