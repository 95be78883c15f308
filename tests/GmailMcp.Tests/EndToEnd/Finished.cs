using System.Diagnostics;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>What a run of the program to its end left behind.</summary>
internal sealed record Finished(int ExitCode, string Out, string Error)
{
    /// <summary>The lines of stdout, without the last newline.</summary>
    public IReadOnlyList<string> Lines => Out.TrimEnd('\n').Split('\n');

    /// <summary>Runs the program in <paramref name="home"/> with an empty input.</summary>
    public static Task<Finished> RunAsync(string home, params IEnumerable<string> arguments) => RunAsync(home, ReadOnlyMemory<byte>.Empty, arguments);

    /// <summary>Runs the program as <c>gmail-mcp arguments &lt; input</c> does.</summary>
    public static Task<Finished> RunAsync(string home, ReadOnlyMemory<byte> input, IEnumerable<string> arguments) =>
        RunAsync(ServerBinary.Start(home, arguments), input);

    /// <summary>The same, started as described.</summary>
    public static async Task<Finished> RunAsync(ProcessStartInfo start, ReadOnlyMemory<byte> input)
    {
        using var process = Process.Start(start)!; // not null: no shell is used
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await WriteAsync(process, input);
            var texts = await Patience.ForAsync(
                Task.WhenAll(output, error), () => $"the end of gmail-mcp {string.Join(' ', start.ArgumentList)}");
            await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience.Long);
            return new Finished(process.ExitCode, texts[0], texts[1]);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    private static async Task WriteAsync(Process process, ReadOnlyMemory<byte> input)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, TestContext.Current.CancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading its input, as --version does.
        }
    }
}
