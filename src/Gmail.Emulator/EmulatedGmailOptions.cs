namespace Gmail.Emulator;

/// <summary>How an <see cref="EmulatedGmail"/> behaves where Gmail leaves a choice or a limit.</summary>
public sealed class EmulatedGmailOptions
{
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Seeds ids, so that two emulators with one seed and one clock give the same ids.</summary>
    public int Seed { get; init; } = 1;

    public PriceList Prices { get; init; } = PriceList.From2026;

    /// <summary>The consent page answers yes by itself, as the account of <c>login_hint</c> or the first one.</summary>
    public bool AutomaticConsent { get; set; }

    /// <summary>A client that nobody registered counts as a desktop app with whatever secret it names: for the demo, where
    /// anybody's keys will do.</summary>
    public bool AcceptsAnyClient { get; init; }

    /// <summary>Scopes that automatic consent leaves unticked (granular consent).</summary>
    public ISet<string> DeclinedScopes { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Google gives access tokens 3,599 seconds.</summary>
    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromSeconds(3599);

    /// <summary>Seven days for a client in Testing; null for a published one.</summary>
    public TimeSpan? RefreshTokenLifetime { get; set; }

    /// <summary>"A historyId is typically valid for at least a week" (users.history.list).</summary>
    public TimeSpan HistoryWindow { get; set; } = TimeSpan.FromDays(7);

    /// <summary>The most bytes of a JSON request: 5 MiB of mail as base64url and some room around it. Larger mail goes
    /// to the upload endpoint.</summary>
    public long JsonBodyLimitInBytes { get; set; } = 5L * 1024 * 1024 * 4 / 3 + 16 * 1024;

    /// <summary>A text part up to this size comes inside the message, a larger one as an attachment.</summary>
    public int InlineTextLimitInBytes { get; set; } = 1024 * 1024;

    /// <summary>Attached messages (message/rfc822) can be fetched like other attachments. Off: their parts are shown but they
    /// have neither an id nor content, and only the raw form of the message holds them.</summary>
    public bool AttachedMessagesHaveIds { get; set; } = true;

    /// <summary>The parts of a batch are answered in reverse: "the server may perform your calls in any
    /// order".</summary>
    public bool BatchAnswersOutOfOrder { get; set; }

    /// <summary>Fields and query parameters that the discovery document does not know are refused, as at
    /// Google.</summary>
    public bool RefusesUnknownFields { get; set; } = true;
}
