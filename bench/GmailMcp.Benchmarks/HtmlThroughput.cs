using System.Diagnostics;
using System.Globalization;
using System.Text;
using GmailMcp.Mail.Html;

namespace GmailMcp.Benchmarks;

/// <summary>For bench/html: megabytes per second over a folder of pages, the best of three rounds, and bytes allocated
/// per
/// byte read.</summary>
internal static class HtmlThroughput
{
    public static void Run(string folder, double seconds)
    {
        var pages = Directory.GetFiles(folder, "*.html").Order(StringComparer.Ordinal).Select(File.ReadAllText).ToArray();
        long size = pages.Sum(Encoding.UTF8.GetByteCount);
        var most = 0.0;
        var allocated = 0.0;
        for (var round = 0; round < 4; round++)
        {
            var watch = Stopwatch.StartNew();
            var before = GC.GetAllocatedBytesForCurrentThread();
            long bytes = 0;
            do
            {
                foreach (var page in pages)
                {
                    _ = HtmlToMarkdown.Convert(page);
                }

                bytes += size;
            }
            while (watch.Elapsed.TotalSeconds < (round == 0 ? 1 : seconds));

            if (round > 0)
            {
                most = Math.Max(most, bytes / 1e6 / watch.Elapsed.TotalSeconds);
                allocated = (double)(GC.GetAllocatedBytesForCurrentThread() - before) / bytes;
            }
        }

        using var output = new StreamWriter(Console.OpenStandardOutput());
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{most} {allocated}"));
    }
}
