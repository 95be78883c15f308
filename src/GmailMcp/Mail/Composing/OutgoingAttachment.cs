namespace GmailMcp.Mail.Composing;

/// <summary>A file to send along. Its bytes are read when the mail is written, never held.</summary>
/// <param name="FileName">The name the receiver sees, without folders.</param>
/// <param name="MimeType">Null to go by the name, then by the first bytes.</param>
/// <param name="Open">Opens the content at its start; called once for each writing of the mail and may be called once
/// before that, to look at the first bytes.</param>
/// <param name="LengthInBytes">The length of the content. Content of another length fails the writing: the file was
/// changed meanwhile.</param>
internal sealed record OutgoingAttachment(string FileName, string? MimeType, Func<Stream> Open, long LengthInBytes)
{
    /// <summary>What <c>cid:</c> in the HTML names, without angle brackets; the file name does too. What the HTML names stands with
    /// the text and not among the files. Null for none.</summary>
    public string? ContentId { get; init; }

    /// <summary>What a refusal calls it, where others chose its name: that is no word of ours. Null for the file name.</summary>
    public string? CalledAs { get; init; }
}
