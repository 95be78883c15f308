using System.CommandLine;
using GmailMcp.Accounts;
using GmailMcp.Cli;
using GmailMcp.Tests.Accounts;

namespace GmailMcp.Tests.Cli;

/// <summary>Runs the account commands as a person would type them, in a home folder of their own.</summary>
internal sealed class AccountCommands : IDisposable
{
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    public AccountFolder Folder { get; } = new();

    public IBrowser Browser { get; set; } = ScriptedBrowser.ThatAllows();

    public TextReader? Input { get; set; }

    /// <summary>Whether a person sits before it.</summary>
    public bool IsInteractive { get; set; }

    /// <summary>What else was run on the same terminal.</summary>
    public List<string> Ran { get; } = [];

    /// <summary>The key of a server that this person runs.</summary>
    public string? OperatorKey { get; set; }

    /// <summary>Whose remembered mail was to be removed.</summary>
    public List<string?> Wiped { get; } = [];

    public string Out => _out.ToString();

    public string Error => _error.ToString();

    public Task<int> RunAsync(params string[] arguments)
    {
        var console = new AccountConsole
        {
            Out = _out,
            Error = _error,
            In = Input is null ? null : new LineReader(Input),
            IsInteractive = IsInteractive,
            RunCommand = (arguments, _) =>
            {
                Ran.Add(string.Join(' ', arguments));
                return Task.FromResult(0);
            },
            ReadSettings = Folder.Settings,
            CreateHandler = () => Folder.Google,
            Clock = Folder.Clock,
            Browser = Browser,
            FindOperatorKey = _ => OperatorKey,
            WipeMail = (_, address) => Wiped.Add(address),
        };
        var settings = new ServeOptions();
        var root = new RootCommand { AuthCommand.Create(console, settings), DoctorCommand.Create(console, settings) };
        settings.AddTo(root);
        return root.Parse(arguments).InvokeAsync(
            new InvocationConfiguration { Output = _out, Error = _error, EnableDefaultExceptionHandler = false },
            TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        _out.Dispose();
        _error.Dispose();
        Folder.Dispose();
    }
}
