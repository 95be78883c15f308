using System.CommandLine;
using System.Text.Json;
using GmailMcp.Mail.Attachments;
using GmailMcp.Storage;

namespace GmailMcp.Cli;

/// <summary>The child process that reads one PDF: bytes on stdin, the reading as JSON on stdout. The server starts it;
/// a person has no use for it.</summary>
internal static class ReadPdfCommand
{
    // Four times what an ordinary large file takes; a bomb takes gigabytes.
    private const long MemoryInBytes = 1024L * 1024 * 1024;

    // The parent's clock is shorter; this one also ends a child whose parent is gone.
    private static readonly TimeSpan ProcessorTime = TimeSpan.FromSeconds(30);

    public static Command Create(Terminal terminal)
    {
        var pages = new Option<string?>("--pages");
        var mostChars = new Option<int>("--max-chars") { DefaultValueFactory = _ => TextSink.DefaultMostChars };
        var command = new Command("read-pdf", "Read a PDF from stdin (for the server's own use)") { pages, mostChars };
        command.Hidden = true;
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(terminal, parsed.GetValue(pages), parsed.GetValue(mostChars), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        Terminal terminal, string? pages, int mostChars, CancellationToken cancellationToken)
    {
        ProcessLimits.Apply(MemoryInBytes, ProcessorTime);
        AttachmentReading reading;
        try
        {
            reading = PdfText.Read(
                await ReadInputAsync(terminal.Input, cancellationToken), PageRange.Parse(pages), mostChars, TimeProvider.System);
        }
        catch (UnreadableException unreadable)
        {
            reading = PdfText.Nothing(unreadable.Message);
        }
        catch (Exception damaged) when (damaged is not (OutOfMemoryException or OperationCanceledException))
        {
            // The reader throws many kinds for a damaged file, NullReference and IndexOutOfRange among them.
            reading = PdfText.Nothing("It is damaged, or not what it says it is.");
        }

        await JsonSerializer.SerializeAsync(
            terminal.Output, reading, AttachmentReadingJson.Default.AttachmentReading, cancellationToken);
        await terminal.Output.FlushAsync(cancellationToken);
        return 0;
    }

    private static async Task<byte[]> ReadInputAsync(Stream input, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        var buffer = new byte[81920];
        int read;
        while ((read = await input.ReadAsync(buffer, cancellationToken)) > 0)
        {
            content.Write(buffer, 0, read);
            if (content.Length > AttachmentText.MostBytes)
            {
                throw new UnreadableException("It is larger than 25 MB.");
            }
        }

        return content.ToArray();
    }
}
