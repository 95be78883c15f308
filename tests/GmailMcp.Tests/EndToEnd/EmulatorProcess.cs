using System.Diagnostics;
using System.Globalization;

namespace GmailMcp.Tests.EndToEnd;

/// <summary><c>gmail-mcp emulator</c> as a child.</summary>
internal sealed class EmulatorProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Storage.ScratchFolder _home;

    private EmulatorProcess(Process process, Storage.ScratchFolder home)
    {
        _process = process;
        _home = home;
    }

    public static EmulatorProcess Start(params IEnumerable<string> arguments)
    {
        var home = new Storage.ScratchFolder();
        return new(Process.Start(ServerBinary.Start(home.Path, ["emulator", .. arguments]))!, home); // not null: no shell
    }

    /// <summary>The two lines that it prints when it listens.</summary>
    public async Task<string> GreetingAsync()
    {
        var first = await LineAsync();
        return $"{first}\n{await LineAsync()}";
    }

    public async Task<int> EndAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience.Long);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        _home.Dispose();
    }

    private async Task<string> LineAsync() =>
        await Patience.ForAsync(
            _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask(), () => "the emulator's greeting")
        ?? throw new InvalidOperationException(await _process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
}
