using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Gmail;
using Gmail.Emulator;
using GmailMcp.Accounts;

namespace GmailMcp.Hosting;

/// <summary>The emulator in place of Google: behind <c>--demo</c> without a port, behind <c>gmail-mcp emulator</c> on loopback.
/// The only file that sees it.</summary>
internal static class Emulated
{
    /// <summary>A mailbox in memory that every call reaches; nothing leaves the process, and nothing outlives it.</summary>
    public static Backend Start(ServerOptions options)
    {
        var gmail = new EmulatedGmail(new EmulatedGmailOptions
        {
            TimeProvider = options.Time,
            AutomaticConsent = true,
            AcceptsAnyClient = true,
        });
        var mailbox = gmail.AddAccount(DemoMailbox.EmailAddress, DemoMailbox.DisplayName);

        if (options.MailboxFile is { } file)
        {
            Require(file);
        }

        // Filled when first asked for: a start and a tools/list should not wait for 200 messages.
        var client = new Lazy<OpenMailbox>(() =>
        {
            Fill(mailbox, options.MailboxFile, options.Time);
            return new OpenMailbox(Connect(gmail, mailbox.EmailAddress, options));
        });
        return Over(gmail, new MailboxConnections((_, account, _) => OpenAsync(client, account)), grantedScopes: null, options);
    }

    /// <summary>A backend whose sign-in is the emulator's.</summary>
    public static Backend Over(
        EmulatedGmail gmail, MailboxConnections connections, IReadOnlyCollection<string>? grantedScopes, ServerOptions options) =>
        new(
            connections,
            _ => grantedScopes,
            new OwnerAccounts(
                _ => CreateAccount(gmail, options), _ => Connect(gmail, DemoMailbox.EmailAddress, options)),
            new DemoBrowser(gmail));

    /// <summary>An emulator with the demo mailbox, or with the mail of a file or folder.</summary>
    /// <exception cref="AccountException">A file cannot be read as what it should be.</exception>
    public static EmulatedGmail CreateEmulator(EmulatorSettings settings, TimeProvider time, out string address)
    {
        var gmail = new EmulatedGmail(new EmulatedGmailOptions
        {
            TimeProvider = time,
            AutomaticConsent = settings.ConsentsByItself,
            AcceptsAnyClient = true,
        });
        gmail.Faults.Latency = settings.Latency;
        gmail.Faults.Share = settings.FaultShare;
        if (settings.ServiceAccountFile is { } file)
        {
            var key = ServiceAccountKey.Read(file, _ => { }); // whoever runs an emulator has nothing to lose by it
            gmail.RegisterServiceAccount(
                key.ClientEmail, key.PublicKeyPem(), "example.com", GmailScope.Full, GmailScope.Modify, GmailScope.Readonly,
                GmailScope.SettingsBasic);
        }

        address = DemoMailbox.EmailAddress;
        Fill(gmail.AddAccount(address, DemoMailbox.DisplayName), settings.MailboxFile, time);
        for (var number = 1; number <= settings.MoreAccounts; number++)
        {
            Fill(gmail.AddAccount($"caller{number}@example.com"), settings.MailboxFile, time);
        }

        return gmail;
    }

    private static void Fill(EmulatedMailbox mailbox, string? mailboxFile, TimeProvider time)
    {
        if (mailboxFile is null)
        {
            FillWithDemo(mailbox, time.GetUtcNow());
        }
        else
        {
            FillFrom(mailbox, mailboxFile);
        }
    }

    // The sign-in tools work in the demo too: with any OAuth client, in memory, and the demo's own person consents at once.
    private static OwnerAccount CreateAccount(EmulatedGmail gmail, ServerOptions options)
    {
        var settings = options.Accounts with
        {
            IsDemo = true,
            CredentialsPath = null,
            OAuthPath = null,
            EnvironmentTokens = null,
            Endpoints = GoogleEndpoints.Google,
            EnvironmentKeys = new OAuthKeys
            {
                ClientId = "demo.apps.googleusercontent.com",
                ClientSecret = "demo",
                Kind = ClientKind.Installed,
                Source = "the demo",
            },
        };
        return new OwnerAccount(settings, gmail, options.Time, options.Notice, new MemoryCredentials(), ownsHandler: false);
    }

    /// <summary>A client of one emulated mailbox with every scope.</summary>
    public static GmailClient Connect(EmulatedGmail gmail, string address, TimeProvider time) =>
        Connect(gmail, address, new GmailClientOptions { TimeProvider = time });

    private static GmailClient Connect(EmulatedGmail gmail, string address, ServerOptions options) => Connect(gmail, address, new GmailClientOptions
    {
        TimeProvider = options.Time,
        Prices = options.Prices,
        Ledger = new QuotaLedger(options.UnitsPerMinute, options.Time),
    });

    private static GmailClient Connect(EmulatedGmail gmail, string address, GmailClientOptions options)
    {
#pragma warning disable CA2000 // the mailbox lives as long as the process
        var http = new HttpClient(gmail, disposeHandler: false);
#pragma warning restore CA2000
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", gmail.IssueAccessToken(address));
        return new GmailClient(http, options);
    }

    // A wrong name stops the start; what is in the file is read when first asked for, because an export may be large.
    private static void Require(string mailboxFile)
    {
        try
        {
            MailboxFile.Read(mailboxFile);
        }
        catch (MailboxFileException exception)
        {
            throw Unreadable(exception);
        }
    }

    private static void FillFrom(EmulatedMailbox mailbox, string mailboxFile)
    {
        try
        {
            foreach (var message in MailboxFile.Read(mailboxFile))
            {
                mailbox.Deliver(message.Raw, LabelIds(mailbox, message.LabelNames), message.ReceivedAt);
            }
        }
        catch (MailboxFileException exception)
        {
            throw Unreadable(exception);
        }
    }

    private static AccountException Unreadable(MailboxFileException exception) =>
        new(exception.Message, "Correct --mailbox FILE and start again.", exception);

    /// <summary>Puts the demo's messages into a mailbox.</summary>
    public static void FillWithDemo(EmulatedMailbox mailbox, DateTimeOffset now)
    {
        foreach (var name in DemoMailbox.LabelNames)
        {
            mailbox.CreateLabel(name);
        }

        foreach (var message in DemoMailbox.Messages(now))
        {
            mailbox.Deliver(message.Raw, LabelIds(mailbox, message.LabelNames), message.ReceivedAt);
        }

        mailbox.AddFilter(new JsonObject
        {
            ["criteria"] = new JsonObject { ["query"] = "list:members.climbing.example" },
            ["action"] = new JsonObject
            {
                ["addLabelIds"] = new JsonArray(LabelIds(mailbox, ["Club"])[0]),
                ["removeLabelIds"] = new JsonArray("INBOX"),
            },
        });
    }

    // Gmail's own labels are named by their ids, those of the user by their names.
    private static List<string> LabelIds(EmulatedMailbox mailbox, IReadOnlyList<string> names) =>
        [.. names.Select(name => mailbox.Labels.Any(label => label.Id == name) ? name : mailbox.CreateLabel(name).Id)];

    private static ValueTask<OpenMailbox> OpenAsync(Lazy<OpenMailbox> client, string? account)
    {
        if (account is null || string.Equals(account, DemoMailbox.EmailAddress, StringComparison.OrdinalIgnoreCase))
        {
            return ValueTask.FromResult(client.Value);
        }

        throw new AccountException(
            $"The demo has one mailbox, {DemoMailbox.EmailAddress}; \"{account}\" is not in it.",
            "Leave the argument account out.");
    }

    /// <summary>Stands for the person of the demo: visits the page, where the emulator consents, and follows it back.</summary>
    private sealed class DemoBrowser(EmulatedGmail gmail) : IBrowser
    {
        private Task _visit = Task.CompletedTask;

        public bool TryOpen(string address)
        {
            _visit = VisitAsync(address);
            return true;
        }

        private async Task VisitAsync(string address)
        {
            using var google = new HttpClient(gmail, disposeHandler: false);
            using var answer = await google.GetAsync(new Uri(address));
            using var handler = new SocketsHttpHandler();
            using var loopback = new HttpClient(handler);
            using var back = await loopback.GetAsync(answer.Headers.Location);
        }
    }
}
