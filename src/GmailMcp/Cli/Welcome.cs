using GmailMcp.Accounts;
using GmailMcp.Hosting;

namespace GmailMcp.Cli;

/// <summary>
/// What the program says to a person who starts it by hand, where it would only wait for a client's frames.
/// </summary>
internal static class Welcome
{
    public static async Task ShowAsync(Terminal terminal, ServerOptions options)
    {
        var output = terminal.IsInteractive ? terminal.Out : terminal.Error;
        var (state, next) = Next(options);
        await output.WriteLineAsync($"""
            gmail-mcp {ServerOptions.ProductVersion}: Gmail for AI assistants, a Model Context Protocol server.

            A client such as Claude, Cursor or VS Code starts it and speaks to it over a pipe; on a terminal it has nothing to
            answer, so it ends here.

            {state}
              Next: {terminal.Ink.Command(next)}

            To see it at work in an invented mailbox, without an account:
              {terminal.Ink.Command("gmail-mcp demo")}
            To serve all the same and type the protocol yourself:
              {(OperatingSystem.IsWindows() ? "type con" : "cat")} | gmail-mcp
            Everything else: gmail-mcp --help
            """);
    }

    private static (string State, string Next) Next(ServerOptions options)
    {
        if (options.IsDemo)
        {
            return ("With --demo it serves an invented mailbox.", $"{ClientOptions.InstallLine()} --demo");
        }

        if (options.Owners.LocalDelegate is { } user)
        {
            return ($"It serves {user} by the service account.", ClientOptions.InstallLine());
        }

        try
        {
            using var account = new OwnerAccount(options.Accounts, GoogleOAuth.CreateHandler(), options.Time, options.Notice);
            return account.Store.Read() is { } credentials
                ? ($"Signed in: {credentials.Account.Name}.", ClientOptions.InstallLine())
                : ("Nobody is signed in.", "gmail-mcp auth");
        }
        catch (AccountException unreadable)
        {
            return (unreadable.What, "gmail-mcp doctor");
        }
    }
}
