namespace GmailMcp.Mail.Reading.Quoting;

/// <summary>Lines of a mail that belong together, from First to Last.</summary>
/// <param name="Introduction">How many of the lines say only who wrote what follows.</param>
internal readonly record struct Segment(SegmentKind Kind, int First, int Last, int Introduction = 0);
