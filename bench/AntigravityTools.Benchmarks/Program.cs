using BenchmarkDotNet.Running;

// dotnet run -c Release --project bench/AntigravityTools.Benchmarks -- --filter '*' [--job short]
BenchmarkSwitcher.FromAssembly(typeof(AntigravityTools.Benchmarks.SseTapBenchmarks).Assembly).Run(args);
