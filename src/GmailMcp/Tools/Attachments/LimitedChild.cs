using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace GmailMcp.Tools.Attachments;

/// <summary>Runs this program once more for work on hostile input: with nothing of this process's environment, with
/// limits of memory, time and output, and never more than two at once.</summary>
internal sealed class LimitedChild(TimeProvider time) : IDisposable
{
    private const int MostAtOnce = 2;

    // Hexadecimal, as .NET wants it: 512 MB. Of memory outside of the heap, too, the child bounds itself.
    private const string HeapLimit = "20000000";

    private readonly SemaphoreSlim _places = new(MostAtOnce);

    /// <summary>The time that a child has; then it is killed.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Past this much output the child is killed.</summary>
    public int MostOutputBytes { get; init; } = 16 * 1024 * 1024;

    /// <param name="arguments">A command of this program and its options.</param>
    /// <param name="input">What the child reads.</param>
    /// <param name="cancellationToken">Kills the child.</param>
    /// <returns>What the child wrote.</returns>
    /// <exception cref="LimitedChildException">It took too long, wrote too much or failed; the message says
    /// which.</exception>
    public async Task<byte[]> RunAsync(
        IReadOnlyList<string> arguments, ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        try
        {
            using var process = Start(arguments);
            using var deadline = new CancellationTokenSource(Longest, time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
            try
            {
                return await TalkAsync(process, input, both.Token);
            }
            catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                throw new LimitedChildException($"Reading it took longer than {Longest.TotalSeconds:0} seconds and was stopped.");
            }
        }
        finally
        {
            _places.Release();
        }
    }

    public void Dispose() => _places.Dispose();

    private async Task<byte[]> TalkAsync(Process process, ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        var writing = WriteAsync(process, input, cancellationToken);
        var errors = process.StandardError.BaseStream.CopyToAsync(Stream.Null, cancellationToken);
        try
        {
            var output = await ReadAsync(process.StandardOutput.BaseStream, cancellationToken);
            await Task.WhenAll(writing, errors, process.WaitForExitAsync(cancellationToken));
            return process.ExitCode == 0 && output.Length > 0
                ? output
                : throw new LimitedChildException("Reading it took more memory or time than is allowed, and was stopped.");
        }
        finally
        {
            Kill(process); // which ends what still waits for its pipes
            await Task.WhenAll(writing, errors).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task WriteAsync(Process process, ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it had read everything: its exit code says why.
        }
    }

    private async Task<byte[]> ReadAsync(Stream output, CancellationToken cancellationToken)
    {
        using var all = new MemoryStream();
        var buffer = new byte[81920];
        int read;
        while ((read = await output.ReadAsync(buffer, cancellationToken)) > 0)
        {
            all.Write(buffer, 0, read);
            if (all.Length > MostOutputBytes)
            {
                throw new LimitedChildException("Reading it gave more text than is allowed, and was stopped.");
            }
        }

        return all.ToArray();
    }

    private static Process Start(IReadOnlyList<string> arguments)
    {
        try
        {
            return Process.Start(Prepare(arguments))
                ?? throw new LimitedChildException("The program that reads it could not be started.");
        }
        catch (Win32Exception missing)
        {
            throw new LimitedChildException("The program that reads it could not be started.", missing);
        }
    }

    /// <summary>How the child is started: by what name, and with what of our environment.</summary>
    internal static ProcessStartInfo Prepare(IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var systemRoot = start.Environment.TryGetValue("SystemRoot", out var root) ? root : null;
        start.Environment.Clear(); // tokens and keys may be in it
        Set(start, "SystemRoot", systemRoot); // Windows loads its own libraries by it
        Set(start, "DOTNET_GCHeapHardLimit", HeapLimit);
        Set(start, "DOTNET_gcConcurrent", "0");
        Set(start, "DOTNET_EnableDiagnostics", "0"); // no socket for debuggers
        Name(start);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }

    // The binary is its own program. Compiled at run time it is a library, which .NET's own program runs, whatever
    // program has loaded it here.
    private static void Name(ProcessStartInfo start)
    {
        // The list of libraries to load, which only a host has that loads some. RuntimeFeature is no answer: the project's
        // settings make it deny being compiled at run time.
        if (AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") is null)
        {
            start.FileName = Environment.ProcessPath!; // an executable has a path
            return;
        }

        // .../shared/Microsoft.NETCore.App/10.0.0/
        var dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        start.FileName = Path.Combine(dotnet, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        Set(start, "DOTNET_ROOT", dotnet);
        Set(start, "DOTNET_TieredPGO", "0"); // not worth its cost in a second
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "gmail-mcp.dll"));
    }

    private static void Set(ProcessStartInfo start, string name, string? value)
    {
        if (value is not null)
        {
            start.Environment[name] = value;
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (Exception ended) when (ended is InvalidOperationException or Win32Exception)
        {
            // It is gone, or going.
        }
    }
}
