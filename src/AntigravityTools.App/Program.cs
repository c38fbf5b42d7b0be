using System.CommandLine;
using AntigravityTools.App.Commands;
using AntigravityTools.App.Hosting;

InlineSockets.Prefer();

// Ctrl-C and SIGTERM have one owner, and it is not the parser.
var configuration = new InvocationConfiguration { ProcessTerminationTimeout = null };
return await AppCommand.Create().Parse(args).InvokeAsync(configuration);
