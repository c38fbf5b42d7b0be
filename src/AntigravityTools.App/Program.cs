using System.CommandLine;
using AntigravityTools.App.Commands;

// Ctrl-C and SIGTERM have one owner, and it is not the parser.
var configuration = new InvocationConfiguration { ProcessTerminationTimeout = null };
return await AppCommand.Create().Parse(args).InvokeAsync(configuration);
