using System.CommandLine;

namespace AntigravityTools.App.Commands;

/// <summary>How a command signs in.</summary>
internal sealed class SignInOptions
{
    private readonly Option<bool> _open = new("--open") { Description = "Open the browser as well." };
    private readonly Option<bool> _paste = new("--paste") { Description = "Read the code, or the address that the browser could not open, from standard input." };

    public Option<string[]> Scopes { get; } = new("--scope") { Description = "A scope to ask for instead of the usual ones; may be repeated." };

    public void AddTo(Command command)
    {
        command.Add(_open);
        command.Add(_paste);
        command.Add(Scopes);
    }

    public (bool Open, bool Paste) Of(ParseResult arguments) => (arguments.GetValue(_open), arguments.GetValue(_paste));
}
