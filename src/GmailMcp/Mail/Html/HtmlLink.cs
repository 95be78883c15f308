namespace GmailMcp.Mail.Html;

/// <summary>A link as shown: <c>#Number</c> stands in the text where the target was too long or was shown
/// before.</summary>
internal sealed record HtmlLink
{
    public required int Number { get; init; }

    public required string Text { get; init; }

    /// <summary>The whole target, without the wrapper of a mailer that counts clicks.</summary>
    public required string Target { get; init; }

    /// <summary>True when the text names a host and the link goes to another.</summary>
    public required bool IsDeceptive { get; init; }

    /// <summary>The host that the text names; null when it names none.</summary>
    public required string? DisplayedHost { get; init; }
}
