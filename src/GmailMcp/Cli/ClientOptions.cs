using System.CommandLine;
using System.Text.RegularExpressions;
using GmailMcp.Cli.Clients;
using GmailMcp.Hosting;
using GmailMcp.Tools;

namespace GmailMcp.Cli;

/// <summary>The options that name a client's file and the entry in it; <c>install</c> and <c>uninstall</c> share them.</summary>
internal sealed partial class ClientOptions
{
    private const string DefaultName = "gmail";

    private readonly Option<string?> _client = new("--client")
    {
        Description = $"Which client: {string.Join(", ", ClientTable.All.Select(client => client.Name))}",
        HelpName = "NAME",
    };

    private readonly Option<string?> _file = new("--file")
    {
        Description = "Its file, where that is not in the usual place",
        HelpName = "PATH",
    };

    private readonly Option<string?> _project = new("--project")
    {
        Description = "The file of the project in this folder instead of your own",
        HelpName = "DIR",
    };

    private readonly Option<string> _name = new("--name")
    {
        Description = "The entry's name in the client",
        HelpName = "NAME",
        DefaultValueFactory = _ => DefaultName,
    };

    public void AddTo(Command command)
    {
        command.Add(_client);
        command.Add(_file);
        command.Add(_project);
        command.Add(_name);
    }

    /// <summary>The clients that this person's computer has.</summary>
    public static IReadOnlyList<Client> Here() => [.. ClientTable.All.Where(client => client.Places(Folders()).Any(IsThere))];

    /// <summary>The line that tells a client of the server: which one is plain where there is only one.</summary>
    public static string InstallLine() => $"gmail-mcp install --client {(Here() is [var only] ? only.Name : "NAME")}";

    /// <exception cref="InvalidOptionException">It names no client.</exception>
    public Client Client(ParseResult parsed)
    {
        var given = parsed.GetValue(_client);
        var names = ClientTable.All.Select(client => client.Name).ToList();
        if (given is null)
        {
            var here = Here();
            throw new InvalidOptionException(
                $"--client NAME is needed: {string.Join(", ", names)}."
                + (here.Count > 0 ? $" On this computer: {string.Join(", ", here.Select(client => client.Name))}." : ""));
        }

        var wanted = Plain(given);
        var found = ClientTable.All.Where(client => Plain(client.Name) == wanted || Plain(client.Title) == wanted).ToList();
        found = found.Count > 0 ? found : [.. ClientTable.All.Where(client => wanted.Length > 0 && Plain(client.Name).StartsWith(wanted, StringComparison.Ordinal))];
        return found.Count == 1 ? found[0] : throw new InvalidOptionException(
            $"--client must be one of {string.Join(", ", names)}; got \"{given}\".{NearMiss.Hint(given, names)}");
    }

    /// <exception cref="InvalidOptionException">A format would need quotes for it.</exception>
    public string Name(ParseResult parsed)
    {
        var name = parsed.GetValue(_name)!; // it has a default
        return EntryName().IsMatch(name) ? name : throw new InvalidOptionException(
            $"--name takes up to 64 letters, digits, hyphens and underscores; got \"{name}\".");
    }

    /// <summary>The files that may be meant, the first choice first.</summary>
    /// <exception cref="InvalidOptionException">They cannot be named.</exception>
    public IReadOnlyList<ClientPlace> Places(ParseResult parsed, Client client)
    {
        var project = parsed.GetValue(_project);
        if (parsed.GetValue(_file) is { } file)
        {
            var path = FullPath(file);
            return project is null ? [new ClientPlace(path, Path.GetDirectoryName(path) ?? path)]
                : throw new InvalidOptionException("--file and --project both name a file; give one of them.");
        }

        if (project is null)
        {
            return client.Places(Folders());
        }

        return client.ProjectFile is not null
            ? [new ClientPlace(Path.Combine([FullPath(project), .. client.ProjectFile.Split('/')]), FullPath(project))]
            : throw new InvalidOptionException($"{client.Title} keeps no file of servers in a project; leave --project out.");
    }

    /// <summary>These options as they would be typed again.</summary>
    public string Words(ParseResult parsed, Client client)
    {
        var given = new[] { _file, _project }.Where(option => parsed.GetValue(option) is not null)
            .Select(option => $" {option.Name} {Quoted(FullPath(parsed.GetValue(option)!))}"); // those that are null are left out above
        return $"--client {client.Name}{string.Concat(given)}{(Name(parsed) == DefaultName ? "" : $" --name {Name(parsed)}")}";
    }

    public static string Quoted(string word) => word.Contains(' ', StringComparison.Ordinal) ? $"\"{word}\"" : word;

    /// <summary>The whole path; a shell replaces ~ only at the start of a word.</summary>
    public static string FullPath(string path) => Path.GetFullPath(
        path == "~" || path.StartsWith("~/", StringComparison.Ordinal) ? ServerOptions.UserHome + path[1..] : path);

    private static bool IsThere(ClientPlace place) => File.Exists(place.Path)
        || (place.Folder != ServerOptions.UserHome && Directory.Exists(place.Folder));

    private static ClientFolders Folders() => new(
        OperatingSystem.IsWindows() ? ClientSystem.Windows : OperatingSystem.IsMacOS() ? ClientSystem.MacOS : ClientSystem.Linux,
        ServerOptions.UserHome,
        ServerOptions.ReadFolder);

    private static string Plain(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,64}\z", RegexOptions.NonBacktracking)]
    private static partial Regex EntryName();
}
