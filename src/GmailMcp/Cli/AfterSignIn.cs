using GmailMcp.Policy;

namespace GmailMcp.Cli;

/// <summary>What follows a sign-in on a terminal: a look at the whole set-up, and telling a client of it.</summary>
internal static class AfterSignIn
{
    /// <param name="console">The process.</param>
    /// <param name="profile">The rung that was asked for.</param>
    /// <param name="given">The settings that the command line gave, for the client's entry.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task RunAsync(
        AccountConsole console, Profile profile, IReadOnlyList<string> given, CancellationToken cancellationToken)
    {
        if (!console.IsInteractive || console.In is not { } input)
        {
            return;
        }

        await console.Out.WriteLineAsync($"\nA look at the set-up (again at any time: {console.Ink.Command("gmail-mcp doctor")}):\n");
        await DoctorCommand.ShowAsync(console, profile, cancellationToken);
        var here = ClientOptions.Here();
        await console.Out.WriteAsync(
            "\nTell a client of it now? "
            + (here.Count > 0 ? $"On this computer: {string.Join(", ", here.Select(client => client.Name))}. " : "")
            + "Type its name, or press Enter for later: ");
        var name = (await input.ReadAsync(cancellationToken))?.Trim();
        if (string.IsNullOrEmpty(name) || console.RunCommand is not { } run)
        {
            await console.Out.WriteLineAsync($"Later: {console.Ink.Command(ClientOptions.InstallLine())}");
            return;
        }

        await run(["install", "--client", name, .. given], cancellationToken);
    }
}
