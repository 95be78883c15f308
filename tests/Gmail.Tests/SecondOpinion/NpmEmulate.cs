using System.Diagnostics;
using Gmail.Tests.SecondOpinion;
using Testing;

[assembly: AssemblyFixture(typeof(NpmEmulate))]

namespace Gmail.Tests.SecondOpinion;

/// <summary>The npm package <c>emulate</c> in a process of its own, started when the first test asks for it. Where it is not
/// installed the tests are skipped: <c>npm ci</c> in tests/e2e installs it.</summary>
public sealed class NpmEmulate : GmailServer, IDisposable
{
    // Each test has an account to itself.
    private const int Accounts = 200;

    private const string Announcement = "listening on ";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Lazy<Task<Uri>> _root;
    private readonly SocketsHttpHandler _wire = new();
    private Process? _process;
    private int _taken;

    public NpmEmulate() => _root = new Lazy<Task<Uri>>(StartAsync);

    public override bool IsOurs => false;

    public static string Folder { get; } = Path.Combine(Repository.Root, "tests", "e2e");

    public static bool IsInstalled { get; } =
        Directory.Exists(Path.Combine(Folder, "node_modules", "emulate"));

    public override async ValueTask<SignedIn> SignInAsync()
    {
        Assert.SkipUnless(IsInstalled, "npm's emulate is not installed: run `npm ci` in tests/e2e.");
        var root = await _root.Value;
        var n = Interlocked.Increment(ref _taken);
        Assert.InRange(n, 1, Accounts);
        return SignedIn.Over(_wire, root, $"user{n}@example.com", $"token-{n}");
    }

    public void Dispose()
    {
        _wire.Dispose();
        if (_process is not null)
        {
            _process.Kill();
            _process.Dispose();
        }
    }

    private async Task<Uri> StartAsync()
    {
        _process = Process.Start(new ProcessStartInfo("node", [Path.Combine("lib", "emulate.mjs"), $"{Accounts}"])
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true, // it ends with its input
            RedirectStandardOutput = true,
        })!; // null only where an existing process is reused, which happens with documents and not with programs
        var line = await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        Assert.StartsWith(Announcement, line, StringComparison.Ordinal);
        return new Uri($"http://{line![Announcement.Length..]}/"); // not null: it starts with something
    }
}
