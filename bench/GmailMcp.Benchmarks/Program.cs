using BenchmarkDotNet.Running;
using GmailMcp.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(Marker).Assembly).Run(args);

namespace GmailMcp.Benchmarks
{
    /// <summary>Names the assembly that holds the benchmarks.</summary>
    internal static class Marker;
}
