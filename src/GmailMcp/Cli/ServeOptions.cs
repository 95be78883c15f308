using System.CommandLine;
using Gmail;
using GmailMcp.Hosting;
using GmailMcp.Mailbox;
using GmailMcp.Outbox;
using GmailMcp.Policy;
using GmailMcp.Storage;

namespace GmailMcp.Cli;

/// <summary>The options that choose which mailbox is served and what may be done with it.</summary>
internal sealed class ServeOptions
{
    private readonly Option<bool> _demo = Recursive(new Option<bool>("--demo")
    {
        Description = "Serve an embedded demo mailbox: no Google account, nothing leaves the machine",
    });

    private readonly Option<string?> _mailbox = Recursive(new Option<string?>("--mailbox")
    {
        Description = "With --demo: serve the mail of this mbox, .eml file or folder",
        HelpName = "FILE",
    });

    private readonly Option<Profile> _profile = Recursive<Profile>(new ChoiceOption<Profile>("--profile", Profile.Full)
    {
        Description = "What may be done: readonly, triage, draft, send, full or delete (permanently)",
        HelpName = "RUNG",
    });

    private readonly Option<bool> _readOnly = Recursive(new Option<bool>("--read-only")
    {
        Description = "Only tools that do not change the mailbox, whatever else is set",
    });

    private readonly Option<string[]> _attachmentsFrom = Recursive(new Option<string[]>("--attachments-from")
    {
        Description = "Attach files from this folder only (repeatable; default ~/GmailAttachments)",
        HelpName = "DIR",
    });

    private readonly Option<string?> _downloadsTo = Recursive(new Option<string?>("--downloads-to")
    {
        Description = "Save attachments in this folder only (default ~/GmailDownloads)",
        HelpName = "DIR",
    });

    private readonly Option<string?> _serviceAccount = Recursive(new Option<string?>("--service-account")
    {
        Description = "Open mailboxes of your organisation with this service account's key",
        HelpName = "FILE",
    });

    private readonly Option<string?> _delegate = Recursive(new Option<string?>("--delegate")
    {
        Description = "With --service-account: open this person's mailbox",
        HelpName = "USER",
    });

    private readonly Option<bool> _logCalls = Recursive(new Option<bool>("--log-calls")
    {
        Description = "Write a line for each tool call to stderr: who, which, how it ended, how long",
    });

    private readonly Option<string?> _auditLog = Recursive(new Option<string?>("--audit-log")
    {
        Description = "Keep an audit log in this folder: who called what, on which ids; check it with audit verify",
        HelpName = "DIR",
    });

    private readonly NumberOption _unitsPerMinute = new("--units-per-minute", 1, 1_000_000, QuotaLedger.DefaultUnitsPerMinute)
    {
        Recursive = true,
        Description = "Gmail's quota for a mailbox; 15000 where --prices is before2026",
    };

    private readonly ChoiceOption<PriceList> _prices = new("--prices", PriceList.From2026)
    {
        Recursive = true,
        Description = "Gmail's price list: from2026, or before2026 for Cloud projects made before May 2026",
        HelpName = "LIST",
    };

    private readonly Option<bool> _cache = Recursive(new Option<bool>("--cache")
    {
        Description = "Keep remembered mail on the disk too, encrypted with GMAIL_MCP_STORE_KEY; wiped by auth logout",
    });

    private readonly NumberOption _cacheMemory = new("--cache-memory", 0, 4096, CacheSettings.DefaultMebibytes)
    {
        Recursive = true,
        Description = "MiB of memory for mail that was fetched already, all mailboxes together; 0 remembers none",
    };

    private readonly NumberOption _hold = new("--hold", 0, HoldSetting.MaxSeconds, 0)
    {
        Recursive = true,
        Description = "Seconds that every mail waits as a draft before it leaves, so that it can be stopped",
    };

    private readonly Option<bool> _noFence = Recursive(new Option<bool>("--no-fence")
    {
        Description = "Show mail without the marks that tell what others wrote from what the server says",
    });

    private readonly PolicyOptions _policy = new();

    private IReadOnlyList<Option> _all = [];

    public void AddTo(RootCommand root)
    {
        var others = root.Options.Count;
        root.Add(_demo);
        root.Add(_mailbox);
        root.Add(_profile);
        root.Add(_readOnly);
        _policy.AddTo(root);
        root.Add(_attachmentsFrom);
        root.Add(_downloadsTo);
        root.Add(_serviceAccount);
        root.Add(_delegate);
        root.Add(_logCalls);
        root.Add(_auditLog);
        root.Add(_unitsPerMinute);
        root.Add(_cache);
        root.Add(_cacheMemory);
        root.Add(_prices);
        root.Add(_hold);
        root.Add(_noFence);
        _all = [.. root.Options.Skip(others)];
    }

    /// <param name="parsed">The command line.</param>
    /// <param name="notice">Told, in a sentence, what the person who runs the server should know.</param>
    /// <param name="authKeysFile">The file of callers' keys, over HTTP; null for none.</param>
    /// <exception cref="InvalidOptionException">Options contradict each other or name what is not there.</exception>
    public ServerOptions Read(ParseResult parsed, Action<string> notice, string? authKeysFile = null)
    {
        var mailbox = parsed.GetValue(_mailbox);
        if (mailbox is not null && !parsed.GetValue(_demo))
        {
            throw new InvalidOptionException("--mailbox FILE works only together with --demo.");
        }

        var user = parsed.GetValue(_delegate);
        var serviceAccount = parsed.GetValue(_serviceAccount);
        if (user is not null && serviceAccount is null)
        {
            throw new InvalidOptionException("--delegate USER needs --service-account FILE, which opens that mailbox.");
        }

        var policy = _policy.Read(parsed, notice);
        var accounts = ServerOptions.ReadAccounts();
        var owners = ServerOptions.ReadOwners(accounts, authKeysFile, serviceAccount, user, TimeProvider.System, notice);
        var state = parsed.GetValue(_demo) ? new StateFolder(Path: null) : ServerOptions.ReadState(accounts);
        return new ServerOptions
        {
            Owners = owners,
            Telemetry = ServerOptions.ReadTelemetry(),
            LogsCalls = parsed.GetValue(_logCalls),
            AuditFolder = parsed.GetValue(_auditLog) is { } audit ? Path.GetFullPath(audit) : null,
            AuditLimits = ServerOptions.ReadAuditLimits(),
            IsDemo = parsed.GetValue(_demo),
            MailboxFile = mailbox,
            Profile = Narrow(parsed, policy),
            IsReadOnly = parsed.GetValue(_readOnly) || policy.IsReadOnly,
            Policy = policy,
            Prices = parsed.GetValue(_prices),
            UnitsPerMinute = UnitsPerMinute(parsed),
            HasNoFence = parsed.GetValue(_noFence),
            Files = ServerOptions.ReadFiles(
                parsed.GetValue(_attachmentsFrom) ?? [], parsed.GetValue(_downloadsTo), serviceAccount, authKeysFile),
            Accounts = accounts,
            Cache = ServerOptions.ReadCache(parsed.GetValue(_cache), parsed.GetValue(_cacheMemory), accounts, state, notice),
            Hold = new HoldSetting(parsed.GetValue(_hold)),
            SendLimits = ServerOptions.ReadSendLimits(),
            State = state,
            Notice = notice,
        };
    }

    public bool IsReadOnly(ParseResult parsed) => parsed.GetValue(_readOnly) || _policy.Read(parsed, _ => { }).IsReadOnly;

    /// <summary>The rung whose scopes are needed: --read-only beats --profile, and the policy file narrows both.</summary>
    public Profile Rung(ParseResult parsed) =>
        IsReadOnly(parsed) ? Profile.Readonly : Narrow(parsed, _policy.Read(parsed, _ => { }));

    /// <summary>Those of these options that the command line gives, as it would give them again from anywhere.</summary>
    public IReadOnlyList<string> Given(ParseResult parsed)
    {
        var given = new List<string>();
        foreach (var option in _all)
        {
            if (parsed.GetResult(option) is not { Implicit: false } result)
            {
                continue;
            }

            if (option is Option<bool>)
            {
                given.AddRange(parsed.GetValue((Option<bool>)option) ? [option.Name] : []);
                continue;
            }

            var isPath = option.HelpName is "FILE" or "DIR";
            given.AddRange(result.Tokens.SelectMany(token => new[] { option.Name, isPath ? ClientOptions.FullPath(token.Value) : token.Value }));
        }

        return given;
    }

    // A profile in the policy file narrows one that a flag names, and stands in for one that none names.
    private Profile Narrow(ParseResult parsed, PolicySettings policy) =>
        policy.Profile is not { } inFile ? parsed.GetValue(_profile)
        : parsed.GetResult(_profile) is { Implicit: false } && parsed.GetValue(_profile) < inFile ? parsed.GetValue(_profile)
        : inFile;

    // Each price list came with its limit.
    private int UnitsPerMinute(ParseResult parsed) =>
        parsed.GetValue(_prices) == PriceList.Before2026 && parsed.GetResult(_unitsPerMinute) is not { Implicit: false }
            ? QuotaLedger.UnitsPerMinuteBefore2026
            : parsed.GetValue(_unitsPerMinute);

    private static Option<T> Recursive<T>(Option<T> option)
    {
        option.Recursive = true;
        return option;
    }
}
