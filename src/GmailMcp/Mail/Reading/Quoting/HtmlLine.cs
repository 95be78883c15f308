namespace GmailMcp.Mail.Reading.Quoting;

/// <summary>A line that HTML shows; a blank one has a FirstLeaf above its LastLeaf.</summary>
internal readonly record struct HtmlLine(int Depth, LineMarks Marks, int FirstLeaf, int LastLeaf);
