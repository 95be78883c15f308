using BenchmarkDotNet.Running;
using GmailMcp.Benchmarks;

// bench/html/run asks for this beside the converters of others.
if (args is ["html", var folder, var seconds])
{
    HtmlThroughput.Run(folder, double.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture));
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(Marker).Assembly).Run(args);

namespace GmailMcp.Benchmarks
{
    /// <summary>Names the assembly that holds the benchmarks.</summary>
    internal static class Marker;
}
