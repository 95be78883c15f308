using System.Diagnostics;
using System.Net.Sockets;
using GmailMcp.Tools;

namespace GmailMcp.Tests.Tools;

/// <summary>A home folder on the real disk, with an attachment and a download folder, secrets beside them and traps in
/// them.</summary>
public sealed class LocalFilesWorld : IDisposable
{
    public const string Secret = "SECRET";

    private readonly string _root = Directory.CreateTempSubdirectory("gmail-mcp-files-").FullName;
    private Socket? _socket;

    public LocalFilesWorld()
    {
        Home = Path.Join(_root, "home");
        In = Path.Join(Home, "GmailAttachments");
        Out = Path.Join(Home, "GmailDownloads");
        Outside = Path.Join(Home, "outside");
        Directory.CreateDirectory(In);
        Directory.CreateDirectory(Outside);
        Write(Path.Join(In, "report.pdf"), "the report");
        Write(Path.Join(In, "sub", "inner.txt"), "inner");
        Write(Path.Join(Home, "secret.txt"), Secret);
        Write(Path.Join(Home, ".ssh", "id_rsa"), Secret);
        Write(Path.Join(Home, ".gmail-mcp", "credentials.json"), Secret);
    }

    public string Home { get; }

    public string In { get; }

    public string Out { get; }

    public string Outside { get; }

    internal LocalFiles Files => new(
        LocalFilesSettings.From(Home, privatePaths: [Path.Join(In, "vault", "token.json")]));

    public static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    /// <summary>Everything that the attack list names in the two folders, and the secrets that it is after.</summary>
    public void SetTraps()
    {
        foreach (var name in (string[])
            [
                ".hidden", ".ssh/id_rsa", ".gmail-mcp/credentials.json", ".aws/credentials", ".netrc", "sub/.env",
                "AppData/Local/token", "keychains/login.keychain-db", "gcp-oauth.keys.json", "...", "sub/.../inner.txt",
                "vault/token.json",
            ])
        {
            Write(Path.Join(In, name), Secret);
        }

        Write(Path.Join(In + "-evil", "secret.txt"), Secret);
        Write(Path.Join(Outside, "secret.txt"), Secret);
        Write(Path.Join(Outside, "sub", "secret.txt"), Secret);
        Link("link.pdf", "../secret.txt");
        Link("link-absolute", "/etc/passwd");
        Link("link-inside.pdf", "report.pdf");
        Link("loop", "loop");
        Link("dangling", "nothing");
        Link("linkdir", "../outside");
        Link("up", "..");
        Link("self", ".");
        Link("sub/deeplink", "/etc");
        Link("proc-link", "/proc");
        Run("ln", Path.Join(Home, "secret.txt"), Path.Join(In, "hard.txt"));
        Run("mkfifo", Path.Join(In, "pipe"));
        _socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        _socket.Bind(new UnixDomainSocketEndPoint(Path.Join(In, "socket")));

        Directory.CreateDirectory(Path.Join(Out, "real"));
        Write(Path.Join(Out, "taken"), "mine");
        File.CreateSymbolicLink(Path.Join(Out, "linkdir"), "../outside");
        File.CreateSymbolicLink(Path.Join(Out, "self"), ".");
        File.CreateSymbolicLink(Path.Join(Out, "dangling"), "../outside/new");
        File.CreateSymbolicLink(Path.Join(Out, "real", "linkdir"), "../../outside");
    }

    public static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    /// <summary>Every file beneath a folder with its size, links not followed: to see that nothing was added or
    /// changed.</summary>
    public static IReadOnlyList<string> Inventory(string folder) =>
    [
        .. Directory.EnumerateFileSystemEntries(folder, "*", new EnumerationOptions
        {
            RecurseSubdirectories = true,
            AttributesToSkip = FileAttributes.ReparsePoint,
        }).Select(path => File.GetAttributes(path).HasFlag(FileAttributes.Directory)
            ? path + "/"
            : $"{path} {new FileInfo(path).Length}").Order(StringComparer.Ordinal),
    ];

    public void Dispose()
    {
        _socket?.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    private void Link(string name, string target) => File.CreateSymbolicLink(Path.Join(In, name), target);
}
