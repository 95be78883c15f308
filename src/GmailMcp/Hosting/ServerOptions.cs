using System.Reflection;
using Gmail;
using GmailMcp.Accounts;
using GmailMcp.Authorization;
using GmailMcp.Mailbox;
using GmailMcp.Outbox;
using GmailMcp.Policy;
using GmailMcp.Storage;
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

    /// <summary>What the profile allows, narrowed: to whom, how much a day, and when the person is asked.</summary>
    public PolicySettings Policy { get; init; } = new();

    /// <summary>What calls cost: that depends on when the Cloud project was made.</summary>
    public PriceList Prices { get; init; } = PriceList.From2026;

    /// <summary>Gmail's quota for one mailbox and Cloud project, in units per minute.</summary>
    public int UnitsPerMinute { get; init; } = QuotaLedger.DefaultUnitsPerMinute;

    /// <summary>Shows mail without marks around what others wrote, as the old servers did.</summary>
    public bool HasNoFence { get; init; }

    /// <summary>Folders that attachments may be read from and written to.</summary>
    public required LocalFilesSettings Files { get; init; }

    /// <summary>Keys, credentials and where they are.</summary>
    public required AccountSettings Accounts { get; init; }

    /// <summary>The owners beside the local one, and the service account that opens mailboxes for any of them.</summary>
    public OwnerSettings Owners { get; init; } = new();

    /// <summary>Where traces and metrics go; null for nowhere.</summary>
    public TelemetryOptions? Telemetry { get; init; }

    /// <summary>A line on stderr for each tool call.</summary>
    public bool LogsCalls { get; init; }

    /// <summary>Where the audit log is kept; null for none.</summary>
    public string? AuditFolder { get; init; }

    /// <summary>How large it may become.</summary>
    public AuditLimits AuditLimits { get; init; } = AuditLimits.OfMebibytes(AuditLimits.DefaultMebibytes);

    /// <summary>Where the server keeps what must outlive it; nowhere in the demo.</summary>
    public StateFolder State { get; init; } = new(Path: null);

    /// <summary>How much mail is remembered, so that it is not asked for again.</summary>
    public CacheSettings Cache { get; init; } = new();

    public ToolLimits ToolLimits { get; init; } = ToolLimits.Default;

    /// <summary>How long every mail waits as a draft before it leaves.</summary>
    public HoldSetting Hold { get; init; } = new(Seconds: 0);

    public SendLimits SendLimits { get; init; } = new();

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Told, in a sentence, what the person who runs the server should know; never anything of a mail or a token.</summary>
    public Action<string> Notice { get; init; } = _ => { };

    /// <summary>Keys and credentials as the environment and the person's home say.</summary>
    public static AccountSettings ReadAccounts() => AccountSettings.Read(Variable, Home, Environment.CurrentDirectory);

    /// <summary>The folders that the flags name, or else the variables, or else the defaults in the person's home.</summary>
    /// <param name="attachmentFolders">Those of the flag; none for the others.</param>
    /// <param name="downloadFolder">That of the flag; null for the others.</param>
    /// <param name="secretFiles">Files that flags name and that are never attached: keys, and what keys may do.</param>
    public static LocalFilesSettings ReadFiles(
        IReadOnlyList<string> attachmentFolders, string? downloadFolder, params IEnumerable<string?> secretFiles)
    {
        var accounts = ReadAccounts();
        var fromVariable = Variable(LocalFilesSettings.AttachmentsVariable)?.Split(
            Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return LocalFilesSettings.From(
            Home,
            attachmentFolders.Count > 0 ? attachmentFolders : fromVariable,
            downloadFolder ?? Variable(LocalFilesSettings.DownloadsVariable),
            [
                .. new[] { accounts.CredentialsPath, accounts.OAuthPath }.OfType<string>(),
                .. secretFiles.OfType<string>().Select(Path.GetFullPath),
            ]);
    }

    /// <summary>Where traces and metrics go, as OpenTelemetry's variables say; null for nowhere.</summary>
    /// <exception cref="AccountException">The endpoint is no address.</exception>
    public static TelemetryOptions? ReadTelemetry()
    {
        if (Variable("OTEL_EXPORTER_OTLP_ENDPOINT") is not { } endpoint || Variable("OTEL_SDK_DISABLED") == "true")
        {
            return null;
        }

        return Uri.TryCreate(endpoint, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? new TelemetryOptions(
                address,
                Variable("OTEL_EXPORTER_OTLP_PROTOCOL") == "grpc",
                Variable("OTEL_EXPORTER_OTLP_HEADERS"),
                Variable("OTEL_SERVICE_NAME") ?? "gmail-mcp")
            : throw new AccountException(
                "OTEL_EXPORTER_OTLP_ENDPOINT is no http or https address.", "Correct it, such as http://localhost:4318, or unset it.");
    }

    /// <summary>The folder that GMAIL_MCP_STATE_DIR names, or else the one of the credentials.</summary>
    public static StateFolder ReadState(AccountSettings accounts) => new(Variable("GMAIL_MCP_STATE_DIR") ?? AdminFolder(accounts));

    /// <summary>How much mail is remembered, and whether on the disk.</summary>
    /// <param name="isKept">What --cache says; GMAIL_MCP_CACHE=1 says the same.</param>
    /// <param name="mebibytes">How much memory.</param>
    /// <param name="accounts">Where the tokens are: in the keychain, the key is kept there too.</param>
    /// <param name="state">Nothing is kept where the server keeps nothing.</param>
    /// <param name="notice">Told what the operator should know.</param>
    /// <exception cref="AccountException">There is no key to seal it with.</exception>
    public static CacheSettings ReadCache(
        bool isKept, int mebibytes, AccountSettings accounts, StateFolder state, Action<string> notice)
    {
        var memory = new CacheSettings(mebibytes * 1024L * 1024);
        if ((!isKept && Variable("GMAIL_MCP_CACHE") is not ("1" or "true")) || state.Path is not { } folder)
        {
            return memory;
        }

        // A key that the server makes itself would lie on the same disk as the mail.
        var keychain = CredentialsFile.FindKeychainForCache(accounts.CredentialsPath);
        return Variable(StoreKey.Variable) is null && keychain is null
            ? throw new AccountException(
                $"--cache keeps mail on the disk only encrypted, and {StoreKey.Variable} holds no key for it.",
                "Set it (openssl rand -base64 32 makes one), move the sign-in to the keychain, which then holds the key (gmail-mcp auth "
                + "--keychain), or leave --cache and GMAIL_MCP_CACHE out.")
            : memory with { Disk = new CacheDisk(CacheDisk.In(folder), ReadStoreKey(folder, notice, keychain), notice) };
    }

    /// <summary>Removes what --cache kept of an account; of all of them where the key is not at hand, because only it tells them
    /// apart.</summary>
    public static void WipeCache(AccountSettings accounts, string? address)
    {
        var state = ReadState(accounts);
        if (state.Path is not { } folder)
        {
            return;
        }

        if (address is not null && Variable(StoreKey.Variable) is not null)
        {
            new CacheDisk(CacheDisk.In(folder), ReadStoreKey(folder, _ => { }), _ => { }).Wipe(Owner.Local, address);
        }
        else
        {
            CacheDisk.WipeAll(CacheDisk.In(folder));
        }
    }

    /// <summary>The waits around a send. Only where a stand-in on loopback is served in Google's place can they be made shorter, which
    /// tests of crashes need.</summary>
    public static SendLimits ReadSendLimits() =>
        Variable(GoogleEndpoints.ApiRootVariable) is not null && int.TryParse(Variable("GMAIL_MCP_SEND_CHECK_MS"), out var milliseconds)
            ? new SendLimits
            {
                DraftChecks = [TimeSpan.FromMilliseconds(milliseconds), TimeSpan.FromMilliseconds(milliseconds)],
                SentCheckEvery = TimeSpan.FromMilliseconds(milliseconds),
            }
            : new SendLimits();

    /// <summary>How large the audit log may become.</summary>
    /// <exception cref="AccountException">The variable is no number of that kind.</exception>
    public static AuditLimits ReadAuditLimits() => Variable(AuditLimits.Variable) is not { } text
        ? AuditLimits.OfMebibytes(AuditLimits.DefaultMebibytes)
        : int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var mebibytes)
            && mebibytes <= AuditLimits.MostMebibytes
            ? AuditLimits.OfMebibytes(mebibytes)
            : throw new AccountException(
                $"{AuditLimits.Variable} is \"{text}\".",
                $"It takes whole MiB from 1 to {AuditLimits.MostMebibytes}, or 0 to keep everything; {AuditLimits.DefaultMebibytes} if unset.");

    /// <summary>Keys of callers, sealed sign-ins and the service account, as flags and environment say.</summary>
    /// <param name="accounts">Where the local owner's files are: the others' lie beside them.</param>
    /// <param name="authKeysFile">The file that --auth-keys names; null for none.</param>
    /// <param name="serviceAccountFile">The file that --service-account names; null for none.</param>
    /// <param name="localDelegate">The mailbox that --delegate names; null for none.</param>
    /// <param name="time">The clock.</param>
    /// <param name="notice">Told what the operator should know.</param>
    /// <exception cref="AccountException">A file or a variable is wrong.</exception>
    public static OwnerSettings ReadOwners(
        AccountSettings accounts,
        string? authKeysFile,
        string? serviceAccountFile,
        string? localDelegate,
        TimeProvider time,
        Action<string> notice)
    {
        var folder = accounts.CredentialsPath is { } path ? Path.GetDirectoryName(path) : null;
        var keys = new CallerKeys(Variable(CallerKeys.Variable), authKeysFile, time, notice);
        if (serviceAccountFile is null && keys.Callers.FirstOrDefault(caller => caller.Delegate is not null) is { } delegated)
        {
            throw new AccountException(
                $"The key of {delegated.Name} names delegate={delegated.Delegate}, and no service account could open that mailbox.",
                "Give its key file with --service-account FILE.");
        }

        return new OwnerSettings
        {
            Keys = keys,
            DataFolder = folder,
            StoreKey = folder is null ? null : ReadStoreKey(folder, notice),
            ServiceAccount = serviceAccountFile is null ? null : ServiceAccountKey.Read(serviceAccountFile, notice),
            LocalDelegate = localDelegate,
        };
    }

    /// <summary>The operator's key.</summary>
    /// <param name="accounts">Its file lies beside the local owner's.</param>
    /// <param name="isDemo">The demo writes no file: its operator has a key only if the variable gives one.</param>
    /// <param name="notice">Told what the operator should know.</param>
    public static AdminKey? ReadAdminKey(AccountSettings accounts, bool isDemo, Action<string> notice) =>
        Variable(AdminKey.Variable) is null && isDemo
            ? null
            : AdminKey.Open(
                Variable(AdminKey.Variable),
                AdminFolder(accounts),
                notice);

    /// <summary>The key for callers that --make-key asks for.</summary>
    /// <exception cref="AccountException">Its file cannot be used or made.</exception>
    public static MadeKey ReadMadeKey(AccountSettings accounts, Action<string> notice) => MadeKey.Open(AdminFolder(accounts), notice);

    /// <summary>The operator's key itself, for a command of his that calls his own server; null where there is none.</summary>
    public static string? FindOperatorKey(AccountSettings accounts) =>
        AdminKey.FindSecret(Variable(AdminKey.Variable), AdminFolder(accounts));

    private static string AdminFolder(AccountSettings accounts) =>
        accounts.CredentialsPath is { } path ? Path.GetDirectoryName(path)! : accounts.DefaultFolder; // a full path has a folder

    private static StoreKey ReadStoreKey(string dataFolder, Action<string> notice, Keychain? keychain = null) => new(
        Variable(StoreKey.Variable),
        StoreKey.DefaultPath(
            Variable("XDG_CONFIG_HOME"),
            Home,
            OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData) : null),
        dataFolder,
        notice,
        keychain);

    /// <summary>The server that the connection test asks, as its users have it from the old server; null for none.</summary>
    public static string? ReadServerUrl() => Variable("MCP_SERVER_URL");

    /// <summary>The caller's key for the connection test; null for none.</summary>
    public static string? ReadClientKey() => Variable("GMAIL_MCP_KEY");

    /// <summary>The port of the HTTP server that PORT names; null when it is not set.</summary>
    /// <exception cref="AccountException">It is not a number.</exception>
    public static int? ReadPort() => Variable("PORT") is not { } text ? null
        : int.TryParse(text, out var port) ? port
        : throw new AccountException($"PORT is \"{text}\", which is not a number.", "Correct it, or use --port.");

    /// <summary>Where GMAIL_MCP_HOST tells the HTTP server to listen; null when it is not set.</summary>
    public static string? ReadHost() => Variable("GMAIL_MCP_HOST");

    /// <summary>Whether GMAIL_MCP_MAKE_KEY asks for a key where callers have none.</summary>
    public static bool ReadMakesKey() => Variable("GMAIL_MCP_MAKE_KEY") is "1" or "true";

    /// <summary>The person's home folder.</summary>
    public static string UserHome => Home;

    /// <summary>A folder that a variable of the system or of another program names, such as XDG_CONFIG_HOME; null when it is not set.</summary>
    public static string? ReadFolder(string variable) => Variable(variable);

    /// <summary>Whether a terminal can write over a line; one that cannot calls itself dumb.</summary>
    public static bool CanTerminalRedraw() => Variable("TERM") != "dumb";

    /// <summary>Whether a terminal shows colours and the person wants them (https://no-color.org). The old console of Windows shows the
    /// codes instead.</summary>
    public static bool CanTerminalColour() =>
        CanTerminalRedraw() && Variable("NO_COLOR") is null && (!OperatingSystem.IsWindows() || Variable("WT_SESSION") is not null);

    // As it is named, there or not: what needs the folder makes it or says that it is missing.
    private static string Home { get; } = Path.GetFullPath(
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } home
            ? home
            : Path.DirectorySeparatorChar.ToString());

    // Empty counts as not set.
    private static string? Variable(string name) =>
#pragma warning disable RS0030 // the one place where the environment is read
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
#pragma warning restore RS0030
}
