using System.IO.Pipelines;

namespace GmailMcp.Mail.Composing;

/// <summary>Turns a mail that can be written into a stream that can be read, so that an upload pulls it through a small buffer.</summary>
internal static class MimePipe
{
    private static readonly PipeOptions Options = new(
        pauseWriterThreshold: 256 * 1024, resumeWriterThreshold: 128 * 1024, minimumSegmentSize: 64 * 1024);

    /// <summary>A stream of exactly <see cref="ComposedMessage.SizeInBytes"/> bytes. What fails while the mail is written
    /// (an attachment changed on disk) fails the reading; a reader that leaves early ends the writing.</summary>
    public static Stream Open(ComposedMessage message)
    {
        var pipe = new Pipe(Options);
        _ = WriteAsync(message, pipe.Writer); // ends with the reader: completed by it, or completing it
        return pipe.Reader.AsStream();
    }

    private static async Task WriteAsync(ComposedMessage message, PipeWriter writer)
    {
        try
        {
            await using var stream = new EndingStream(writer);
            await Task.Run(() => message.WriteToAsync(stream, CancellationToken.None));
            await writer.CompleteAsync();
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or InvalidOperationException
            or UnauthorizedAccessException)
        {
            await writer.CompleteAsync(exception);
        }
    }
}
