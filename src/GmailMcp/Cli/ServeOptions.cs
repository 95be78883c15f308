using System.CommandLine;
using GmailMcp.Hosting;
using GmailMcp.Policy;

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

    private readonly Option<bool> _noFence = Recursive(new Option<bool>("--no-fence")
    {
        Description = "Accepted for later versions; changes nothing yet",
    });

    public void AddTo(RootCommand root)
    {
        root.Add(_demo);
        root.Add(_mailbox);
        root.Add(_profile);
        root.Add(_readOnly);
        root.Add(_attachmentsFrom);
        root.Add(_downloadsTo);
        root.Add(_noFence);
    }

    /// <param name="parsed">The command line.</param>
    /// <param name="notice">Told, in a sentence, what the person who runs the server should know.</param>
    /// <exception cref="InvalidOptionException">Options contradict each other or name what is not there.</exception>
    public ServerOptions Read(ParseResult parsed, Action<string> notice)
    {
        var mailbox = parsed.GetValue(_mailbox);
        if (mailbox is not null && !parsed.GetValue(_demo))
        {
            throw new InvalidOptionException("--mailbox FILE works only together with --demo.");
        }

        return new ServerOptions
        {
            IsDemo = parsed.GetValue(_demo),
            MailboxFile = mailbox,
            Profile = parsed.GetValue(_profile),
            IsReadOnly = IsReadOnly(parsed),
            HasNoFence = parsed.GetValue(_noFence),
            Files = ServerOptions.ReadFiles(parsed.GetValue(_attachmentsFrom) ?? [], parsed.GetValue(_downloadsTo)),
            Accounts = ServerOptions.ReadAccounts(),
            Notice = notice,
        };
    }

    public bool IsReadOnly(ParseResult parsed) => parsed.GetValue(_readOnly);

    /// <summary>The rung whose scopes are needed: --read-only beats --profile.</summary>
    public Profile Rung(ParseResult parsed) => IsReadOnly(parsed) ? Profile.Readonly : parsed.GetValue(_profile);

    private static Option<T> Recursive<T>(Option<T> option)
    {
        option.Recursive = true;
        return option;
    }
}
