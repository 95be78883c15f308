using System.CommandLine;
using GmailMcp.Accounts;
using GmailMcp.Cli.Clients;

namespace GmailMcp.Cli;

/// <summary><c>gmail-mcp install --client NAME</c>: tells a client of this server.</summary>
internal static class InstallCommand
{
    public static Command Create(ServeOptions settings, Terminal terminal, TimeProvider time, OwnProgram program, Func<AccountSettings> readAccounts)
    {
        var options = new ClientOptions();
        var print = new Option<bool>("--print") { Description = "Print the file and the entry, and change nothing" };
        var yes = new Option<bool>("--yes") { Description = "Ask nothing" };
        var dropEnv = new Option<bool>("--drop-env") { Description = "Drop the variables of an entry that is replaced; they stay otherwise" };
        var command = new CommandWithExamples(
            "install",
            "Tell a client of this server; settings such as --profile go into its entry",
            "gmail-mcp install --client claude-desktop",
            "gmail-mcp install --client vscode --project . --profile readonly",
            "gmail-mcp install --client codex --print")
        {
            print,
            yes,
            dropEnv,
        };
        options.AddTo(command);
        command.SetAction((parsed, _) => Guard.RunAsync(terminal, async () =>
        {
            var client = options.Client(parsed);
            var name = options.Name(parsed);
            settings.Rung(parsed); // a policy file that is wrong is found now
            var isPrinted = parsed.GetValue(print);
            var place = Choose(client, options.Places(parsed, client), isPrinted);
            return await ClientFileGuard.RunAsync(terminal, place.Path, async () =>
            {
                var file = new ConfigFile(place.Path);
                var text = file.Read();
                var given = settings.Given(parsed);
                var old = client.Format.Find(text ?? "", name);
                var asks = terminal.IsInteractive && !isPrinted && !parsed.GetValue(yes);
                var arguments = await ArgumentsAsync(given, old, asks ? terminal : null);
                var entry = new ServerEntry(name, program.Command, [.. program.Arguments, .. arguments]);
                var change = EntryChange.Install(client, text ?? "", entry, keepsVariables: !parsed.GetValue(dropEnv));
                if (isPrinted)
                {
                    await PrintAsync(terminal, client, place, change);
                    return 0;
                }

                if (await WriteAsync(terminal, client, place, text, change, entry, time))
                {
                    var signIn = NeedsSignIn(entry, readAccounts, time) ? " Not signed in yet? gmail-mcp auth" : "";
                    await terminal.Out.WriteLineAsync($"Next: {client.Reload}.{signIn}");
                    await terminal.Out.WriteLineAsync($"To undo: gmail-mcp uninstall {options.Words(parsed, client)}");
                }

                return 0;
            });
        }));
        return command;
    }

    // What the command line says; else what an entry of this program says already; else what the person answers.
    private static async Task<IReadOnlyList<string>> ArgumentsAsync(IReadOnlyList<string> given, FoundEntry? old, Terminal? asked) =>
        given.Count > 0 ? given
        : old is not null && OwnProgram.SettingsOf(old) is { } before ? before
        : asked is not null ? await InstallQuestions.AskAsync(asked)
        : [];

    private static ClientPlace Choose(Client client, IReadOnlyList<ClientPlace> places, bool isPrinted) =>
        places.FirstOrDefault(place => File.Exists(place.Path))
        ?? places.FirstOrDefault(place => Directory.Exists(place.Folder))
        ?? (isPrinted ? places[0] : throw new InvalidOptionException(
            $"{client.Title} was not found: there is no folder {string.Join(" or ", places.Select(place => place.Folder))}. "
            + "Start it once, or name its file with --file PATH; --print shows what to put there."));

    private static async Task PrintAsync(Terminal terminal, Client client, ClientPlace place, Change change)
    {
        await terminal.Out.WriteLineAsync($"{place.Path}\n");
        var shown = change.Before is null ? client.Format.Block(change.Entry) : change.Entry;
        await terminal.Out.WriteLineAsync(shown.TrimEnd('\r', '\n'));
    }

    /// <returns>Whether anything was changed.</returns>
    private static async Task<bool> WriteAsync(
        Terminal terminal, Client client, ClientPlace place, string? before, Change change, ServerEntry entry, TimeProvider time)
    {
        var starts = string.Join(' ', new[] { entry.Command }.Concat(entry.Arguments).Select(ClientOptions.Quoted));
        if (before == change.After)
        {
            await terminal.Out.WriteLineAsync($"{client.Title}: {entry.Name} in {place.Path} already starts {starts}. Nothing was changed.");
            return false;
        }

        var file = new ConfigFile(place.Path);
        var backup = before is null ? null : file.Backups.Add(before, time);
        Directory.CreateDirectory(Path.GetDirectoryName(place.Path)!); // a file has a folder; one that is there stays as it is
        file.Write(before, change.After);
        await terminal.Out.WriteLineAsync(change.Before is null
            ? $"{client.Title}: added {entry.Name} to {place.Path}."
            : $"{client.Title}: replaced {entry.Name} in {place.Path}; it started {change.Before.Command ?? "no command"} before.");
        await terminal.Out.WriteLineAsync($"It starts {starts}");
        if (backup is not null)
        {
            file.Backups.Prune(client.Format, change.After, backup);
            await terminal.Out.WriteLineAsync($"The file as it was: {backup}");
        }

        return true;
    }

    private static bool NeedsSignIn(ServerEntry entry, Func<AccountSettings> readAccounts, TimeProvider time)
    {
        if (entry.Arguments.Contains("--demo") || entry.Arguments.Contains("--service-account"))
        {
            return false;
        }

        try
        {
            using var account = new OwnerAccount(readAccounts(), GoogleOAuth.CreateHandler(), time, notice: _ => { });
            return !account.HasCredentials;
        }
        catch (AccountException)
        {
            return false; // there is something, and it is wrong: that is doctor's to say
        }
    }
}
