using System.Reflection;
using GmailMcp.Accounts;
using GmailMcp.Outbox;
using GmailMcp.Policy;
using GmailMcp.Tools;

namespace GmailMcp.Hosting;

/// <summary>Every setting of the server, read once at start; the only reader of the environment.</summary>
internal sealed record ServerOptions
{
    /// <summary>What the product calls itself; the version that clients see.</summary>
    public static string ProductVersion { get; } =
        typeof(ServerOptions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>Serve the embedded mailbox instead of Google's.</summary>
    public bool IsDemo { get; init; }

    /// <summary>An mbox, an .eml file or a folder of them to serve instead of the demo mailbox; implies <see cref="IsDemo"/>.</summary>
    public string? MailboxFile { get; init; }

    /// <summary>Only tools that do not change the mailbox.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>The rung of the ladder.</summary>
    public Profile Profile { get; init; } = Profile.Full;

    /// <summary>Asked for by --no-fence: a flag of the contract, kept for later versions, that nothing reads yet.</summary>
    public bool HasNoFence { get; init; }

    /// <summary>Folders that attachments may be read from and written to.</summary>
    public required LocalFilesSettings Files { get; init; }

    /// <summary>Keys, credentials and where they are.</summary>
    public required AccountSettings Accounts { get; init; }

    public ToolLimits ToolLimits { get; init; } = ToolLimits.Default;

    public SendLimits SendLimits { get; init; } = new();

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Told, in a sentence, what the person who runs the server should know; never anything of a mail or a token.</summary>
    public Action<string> Notice { get; init; } = _ => { };

    /// <summary>Keys and credentials as the environment and the person's home say.</summary>
    public static AccountSettings ReadAccounts() => AccountSettings.Read(Variable, Home, Environment.CurrentDirectory);

    /// <summary>The folders that the flags name, or else the variables, or else the defaults in the person's home.</summary>
    public static LocalFilesSettings ReadFiles(IReadOnlyList<string> attachmentFolders, string? downloadFolder)
    {
        var accounts = ReadAccounts();
        var fromVariable = Variable(LocalFilesSettings.AttachmentsVariable)?.Split(
            Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return LocalFilesSettings.From(
            Home,
            attachmentFolders.Count > 0 ? attachmentFolders : fromVariable,
            downloadFolder ?? Variable(LocalFilesSettings.DownloadsVariable),
            [.. new[] { accounts.CredentialsPath, accounts.OAuthPath }.OfType<string>()]);
    }

    /// <summary>The port of the HTTP server that PORT names; null when it is not set.</summary>
    /// <exception cref="AccountException">It is not a number.</exception>
    public static int? ReadPort() => Variable("PORT") is not { } text ? null
        : int.TryParse(text, out var port) ? port
        : throw new AccountException($"PORT is \"{text}\", which is not a number.", "Correct it, or use --port.");

    private static string Home => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    // Empty counts as not set.
    private static string? Variable(string name) =>
#pragma warning disable RS0030 // the one place where the environment is read
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
#pragma warning restore RS0030
}
