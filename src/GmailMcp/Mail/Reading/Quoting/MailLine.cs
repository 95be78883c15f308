namespace GmailMcp.Mail.Reading.Quoting;

/// <summary>A line of a mail: from Start to End without its line break; its words begin at Content, after
/// Depth quote marks.</summary>
internal readonly record struct MailLine(int Start, int End, int Content, int Depth, LineMarks Marks);
