using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.DocumentLayoutAnalysis.TextExtractor;
using UglyToad.PdfPig.Exceptions;

namespace GmailMcp.Mail.Attachments;

/// <summary>The text of a PDF. It takes what time and memory the file makes it take: only for the child process, whose
/// limits end it.</summary>
internal static class PdfText
{
    private const int MostPages = 2000;

    // Half of what the child has: enough is left to hand over what was read.
    private static readonly TimeSpan LongestReading = TimeSpan.FromSeconds(10);

    public static AttachmentReading Read(byte[] content, PageRange pages, int mostChars, TimeProvider time)
    {
        try
        {
            using var document = PdfDocument.Open(content, new ParsingOptions { UseLenientParsing = true, SkipMissingFonts = true });
            return Read(document, pages, mostChars, time);
        }
        catch (PdfDocumentEncryptedException)
        {
            return Nothing("It is protected by a password.");
        }
    }

    public static AttachmentReading Nothing(string problem) => new() { Text = "", Problem = problem };

    // Some programs write Hebrew and Arabic as it is read, each letter left of the last; most write it as it lies.
    private static bool IsDrawnFromTheLeft(IReadOnlyList<Letter> letters)
    {
        var toTheRight = 0;
        for (var i = 1; i < letters.Count; i++)
        {
            var (last, next) = (letters[i - 1], letters[i]);
            if (IsRightToLeft(last) && IsRightToLeft(next) && Math.Abs(last.StartBaseLine.Y - next.StartBaseLine.Y) < 1)
            {
                toTheRight += Math.Sign(next.StartBaseLine.X - last.StartBaseLine.X);
            }
        }

        return toTheRight > 0;
    }

    private static bool IsRightToLeft(Letter letter) => letter.Value is [var first, ..] && PdfLetters.IsRightToLeft(first);

    private static AttachmentReading Read(PdfDocument document, PageRange pages, int mostChars, TimeProvider time)
    {
        var start = time.GetTimestamp();
        var sink = new TextSink(mostChars);
        var notes = new List<string>();
        var read = 0;
        var withText = 0;
        for (var number = 1; number <= document.NumberOfPages && !sink.IsFull; number++)
        {
            if (!pages.Includes(number))
            {
                continue;
            }

            if (read == MostPages || time.GetElapsedTime(start) > LongestReading)
            {
                notes.Add($"Reading stopped before page {number}; pass pages \"{number}-\" for the rest.");
                break;
            }

            read++;
            var page = document.GetPage(number);
            var drawn = ContentOrderTextExtractor.GetText(page, addDoubleNewline: true);
            var text = PdfLetters.Readable(drawn, IsDrawnFromTheLeft(page.Letters)).Trim();
            withText += text.Length > 0 ? 1 : 0;
            sink.EndParagraph();
            sink.Append($"[Page {number}]\n");
            sink.Append(text);
        }

        if (read == 0)
        {
            notes.Add($"It has {document.NumberOfPages} pages; none of those asked for.");
        }
        else if (withText == 0)
        {
            return Nothing("It has no text: its pages are pictures, such as scans.") with { PageCount = document.NumberOfPages };
        }

        if (read > withText)
        {
            notes.Add($"{read - withText} of {read} pages have no text: they are pictures, such as scans.");
        }

        return sink.ToReading(pageCount: document.NumberOfPages, notes: notes);
    }
}
