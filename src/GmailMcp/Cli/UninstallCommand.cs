using System.CommandLine;
using GmailMcp.Cli.Clients;

namespace GmailMcp.Cli;

/// <summary><c>gmail-mcp uninstall --client NAME</c>: takes this server out of a client's file again.</summary>
internal static class UninstallCommand
{
    public static Command Create(Terminal terminal, TimeProvider time)
    {
        var options = new ClientOptions();
        var command = new CommandWithExamples(
            "uninstall",
            "Take this server out of a client; an entry that install replaced comes back",
            "gmail-mcp uninstall --client claude-desktop",
            "gmail-mcp uninstall --client vscode --project .");
        options.AddTo(command);
        command.Settings = [];
        command.SetAction((parsed, _) => Guard.RunAsync(terminal, async () =>
        {
            var client = options.Client(parsed);
            var name = options.Name(parsed);
            var places = options.Places(parsed, client);
            foreach (var place in places.Where(place => File.Exists(place.Path)))
            {
                if (await ClientFileGuard.RunAsync(terminal, place.Path, () => TakeOutAsync(terminal, client, place.Path, name, time)) is var ended and not NotThere)
                {
                    return ended;
                }
            }

            await terminal.Out.WriteLineAsync(
                $"{client.Title}: there is no {name} in {string.Join(" or ", places.Select(place => place.Path))}. Nothing was changed.");
            return 0;
        }));
        return command;
    }

    private const int NotThere = -1;

    private static async Task<int> TakeOutAsync(Terminal terminal, Client client, string path, string name, TimeProvider time)
    {
        var file = new ConfigFile(path);
        var text = file.Read() ?? "";
        if (client.Format.Find(text, name) is not { } entry)
        {
            return NotThere;
        }

        if (!OwnProgram.IsStartedBy(entry))
        {
            throw new ConfigFileException($"{name} starts {entry.Command ?? "no command"}, not gmail-mcp. Remove it by hand if that is meant.");
        }

        var change = EntryChange.Uninstall(client.Format, text, name, entry, file.Backups.Read());
        var backup = file.Backups.Add(text, time);
        if (change.After.Length == 0)
        {
            file.Delete(text);
        }
        else
        {
            file.Write(text, change.After);
        }

        file.Backups.Prune(client.Format, change.After, backup);
        await terminal.Out.WriteLineAsync(Words(client, path, name, change));
        await terminal.Out.WriteLineAsync($"The file as it was: {backup}");
        return 0;
    }

    private static string Words(Client client, string path, string name, Change change) =>
        change.After.Length == 0 && change.Backup is null ? $"{client.Title}: removed {path}, which held nothing but {name}."
        : change.Entry.Length > 0 ? $"{client.Title}: put back in {path} what {name} was before, from {change.Backup}."
        : change.Backup is not null ? $"{client.Title}: removed {name}; {path} is as it was before, to the byte."
        : $"{client.Title}: removed {name} from {path}; the rest of the file stays as it is now.";
}
