using GmailMcp.Accounts;

namespace GmailMcp.Cli;

/// <summary>
/// What the account commands need of the process: a terminal, settings, a way to Google, a clock, a browser.
/// </summary>
internal sealed record AccountConsole
{
    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>Where a person may paste; null where nobody can.</summary>
    public LineReader? In { get; init; }

    /// <summary>Whether a person sits before it who can be asked.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>Where progress is shown; null where nobody watches.</summary>
    public TextWriter? Progress { get; init; }

    public Ink Ink { get; init; } = Ink.None;

    /// <summary>Runs another command of the program on the same terminal; null where there is none.</summary>
    public Func<IReadOnlyList<string>, CancellationToken, Task<int>>? RunCommand { get; init; }

    /// <summary>Read when a command runs, so that wrong settings do not break --help.</summary>
    public required Func<AccountSettings> ReadSettings { get; init; }

    /// <summary>Makes what reaches Google's OAuth endpoints and Gmail. It must not follow redirects.</summary>
    public Func<HttpMessageHandler> CreateHandler { get; init; } = GoogleOAuth.CreateHandler;

    /// <summary>The key of a server that this person runs; null where there is none.</summary>
    public Func<AccountSettings, string?> FindOperatorKey { get; init; } = _ => null;

    /// <summary>Removes what is kept of the account's mail, by its address; null where that is not known.</summary>
    public Action<AccountSettings, string?> WipeMail { get; init; } = (_, _) => { };

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Null uses the system's.</summary>
    public IBrowser? Browser { get; init; }

    /// <summary>Runs a command over the account and turns its failures into a sentence and exit code 1.</summary>
    public async Task<int> RunAsync(Func<OwnerAccount, Task<int>> command)
    {
        try
        {
            using var account = new OwnerAccount(
                ReadSettings(), CreateHandler(), Clock, text => Error.WriteLine($"Notice: {text}"));
            return await command(account);
        }
        catch (AccountException failure)
        {
            await Error.WriteLineAsync($"Error: {failure.Message}");
            return 1;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            await Error.WriteLineAsync($"Error: {failure.Message}");
            return 1;
        }
    }
}
