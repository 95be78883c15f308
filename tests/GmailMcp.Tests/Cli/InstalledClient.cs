using System.CommandLine;
using System.Text;
using GmailMcp.Accounts;
using GmailMcp.Cli;
using GmailMcp.Cli.Clients;
using GmailMcp.Tests.Storage;
using Microsoft.Extensions.Time.Testing;
using Testing;

namespace GmailMcp.Tests.Cli;

/// <summary>A client's file in a folder of its own, and the commands that change it, run as a person would type them.</summary>
internal sealed class InstalledClient : IDisposable
{
    public const string Program = "/usr/local/bin/gmail-mcp";

    private readonly ScratchFolder _folder = new();
    private readonly ScratchFolder _home = new();
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 26, 5, 15, 0, TimeSpan.Zero));

    /// <param name="name">As it is typed after --client.</param>
    /// <param name="text">What the file holds; null for no file.</param>
    public InstalledClient(string name, string? text)
    {
        Client = ClientTable.All.Single(client => client.Name == name);
        Path = _folder[$"config.{Client.Format.Language}"];
        if (text is not null)
        {
            File.WriteAllBytes(Path, Encoding.UTF8.GetBytes(text));
        }
    }

    public Client Client { get; }

    public string Path { get; set; }

    public string Folder => _folder.Path;

    public string Out => _out.ToString();

    public string Error => _error.ToString();

    /// <summary>What a person types; null where nobody sits there.</summary>
    public string? Typed { get; set; }

    /// <summary>The credentials file's text; null where nobody is signed in.</summary>
    public string? Credentials { get; set; }

    public OwnProgram OwnProgram { get; set; } = new(Program, []);

    public IReadOnlyList<string> Backups =>
        [.. Directory.GetFiles(_folder.Path, System.IO.Path.GetFileName(Path) + ".gmail-mcp-*.bak").Order(StringComparer.Ordinal)];

    public FoundEntry? Entry => Client.Format.Find(Text(), "gmail");

    /// <summary>The file that the tests keep for this client.</summary>
    public static string Sample(string name) => File.ReadAllText(
        Directory.GetFiles(System.IO.Path.Combine(Repository.Root, "tests", "GmailMcp.Tests", "Cli", "Configs"), $"{name}.*").Single())
        .ReplaceLineEndings("\n");

    public string Text() => Encoding.UTF8.GetString(File.ReadAllBytes(Path));

    public Task<int> InstallAsync(params IEnumerable<string> arguments) => RunAsync(["install", .. Which, .. arguments]);

    public Task<int> UninstallAsync(params IEnumerable<string> arguments) => RunAsync(["uninstall", .. Which, .. arguments]);

    public void Dispose()
    {
        _out.Dispose();
        _error.Dispose();
        _folder.Dispose();
        _home.Dispose();
    }

    private AccountSettings ReadAccounts()
    {
        var home = _home[".gmail-mcp"];
        if (Credentials is not null)
        {
            Directory.CreateDirectory(home);
            File.WriteAllText(System.IO.Path.Combine(home, AccountSettings.CredentialsFileName), Credentials);
        }

        return AccountSettings.Read(_ => null, _home.Path, _home.Path);
    }

    private IEnumerable<string> Which => ["--client", Client.Name, "--file", Path];

    private async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        _time.Advance(TimeSpan.FromSeconds(2));
        var terminal = new Terminal(new MemoryStream(Encoding.UTF8.GetBytes(Typed ?? "")), Stream.Null, _out, _error)
        {
            IsInteractive = Typed is not null,
        };
        var settings = new ServeOptions();
        var root = new RootCommand
        {
            InstallCommand.Create(settings, terminal, _time, OwnProgram, ReadAccounts),
            UninstallCommand.Create(terminal, _time),
        };
        settings.AddTo(root);
        return await root.Parse(arguments).InvokeAsync(
            new InvocationConfiguration { Output = _out, Error = _error, EnableDefaultExceptionHandler = false },
            TestContext.Current.CancellationToken);
    }
}
