using System.Diagnostics;
using System.Web;

namespace GmailMcp.Tests.EndToEnd;

/// <summary><c>gmail-mcp auth</c> as a person runs it: it says which page to visit, and waits.</summary>
internal sealed class SignInProcess : IAsyncDisposable
{
    private const string Mark = "Please visit this URL to authenticate: ";

    private readonly Process _process;
    private readonly Task<string> _error;

    private SignInProcess(Process process)
    {
        _process = process;
        _error = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Google's page.</summary>
    public Uri Address { get; private set; } = new("about:blank");

    /// <summary>Where Google is to send the browser.</summary>
    public Uri Redirect => new(HttpUtility.ParseQueryString(Address.Query)["redirect_uri"]!); // every request has one

    public string State => HttpUtility.ParseQueryString(Address.Query)["state"]!; // every request has one

    /// <summary>Starts it and waits until it names the page.</summary>
    public static async Task<SignInProcess> StartAsync(ProcessStartInfo start)
    {
        var signIn = new SignInProcess(Process.Start(start)!); // not null: no shell
        while (await Patience.ForAsync(signIn._process.StandardOutput.ReadLineAsync(), () => "the address of the sign-in") is { } line)
        {
            if (line.StartsWith(Mark, StringComparison.Ordinal))
            {
                signIn.Address = new Uri(line[Mark.Length..]);
                return signIn;
            }
        }

        var error = await signIn._error;
        await signIn.DisposeAsync();
        throw new InvalidOperationException($"It named no page: {error}");
    }

    public async Task PasteAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
    }

    public async Task<Finished> EndAsync()
    {
        var output = await Patience.ForAsync(_process.StandardOutput.ReadToEndAsync(), () => "the sign-in's end");
        var error = await _error;
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience.Long);
        return new Finished(_process.ExitCode, output, error);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
