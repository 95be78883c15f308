namespace Gmail;

/// <summary>The OAuth 2.0 scopes of the Gmail API, and which of them open which group of methods.</summary>
/// <remarks>https://developers.google.com/workspace/gmail/api/auth/scopes</remarks>
public static class GmailScope
{
    /// <summary>Everything, permanent deletion included. The only scope that may delete for good.</summary>
    public const string Full = "https://mail.google.com/";

    /// <summary>Reads mail, labels and settings.</summary>
    public const string Readonly = "https://www.googleapis.com/auth/gmail.readonly";

    /// <summary>Reads, sends, drafts, labels and trashes; writes no settings and deletes nothing for good.</summary>
    public const string Modify = "https://www.googleapis.com/auth/gmail.modify";

    /// <summary>Drafts and sends. Google has no scope that drafts without sending.</summary>
    public const string Compose = "https://www.googleapis.com/auth/gmail.compose";

    /// <summary>Sends, and nothing else; cannot touch drafts.</summary>
    public const string Send = "https://www.googleapis.com/auth/gmail.send";

    /// <summary>Inserts and imports messages.</summary>
    public const string Insert = "https://www.googleapis.com/auth/gmail.insert";

    /// <summary>Reads and writes labels, not the messages that carry them.</summary>
    public const string Labels = "https://www.googleapis.com/auth/gmail.labels";

    /// <summary>Reads headers and labels: no search query, no body, no attachment.</summary>
    public const string Metadata = "https://www.googleapis.com/auth/gmail.metadata";

    /// <summary>Reads and writes filters, vacation, signature, IMAP, POP and language.</summary>
    public const string SettingsBasic = "https://www.googleapis.com/auth/gmail.settings.basic";

    /// <summary>Writes forwarding, aliases and delegates; most of it for service accounts only.</summary>
    public const string SettingsSharing = "https://www.googleapis.com/auth/gmail.settings.sharing";

    // Any one scope of a set is enough. Separated by spaces, as OAuth writes them: an attribute takes constants only.
    internal const string ToReadMail = $"{Full} {Metadata} {Modify} {Readonly}";
    internal const string ToReadContent = $"{Full} {Modify} {Readonly}";
    internal const string ToReadProfile = $"{Full} {Compose} {Metadata} {Modify} {Readonly}";
    internal const string ToReadDrafts = $"{Full} {Compose} {Modify} {Readonly}";
    internal const string ToCompose = $"{Full} {Compose} {Modify}";
    internal const string ToSend = $"{Full} {Compose} {Modify} {Send}";
    internal const string ToInsert = $"{Full} {Insert} {Modify}";
    internal const string ToModify = $"{Full} {Modify}";
    internal const string ToReadLabels = $"{Full} {Labels} {Metadata} {Modify} {Readonly}";
    internal const string ToWriteLabels = $"{Full} {Labels} {Modify}";
    internal const string ToReadSettings = $"{Full} {Modify} {Readonly} {SettingsBasic}";
    internal const string ToWriteSendAs = $"{SettingsBasic} {SettingsSharing}";
}
