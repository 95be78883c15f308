using System.Runtime.ExceptionServices;

namespace Gmail.Messages;

/// <summary>Copies one attachment to a stream, again from the start after a break where the stream can be cut
/// back.</summary>
internal sealed class AttachmentDownload(GmailTransport transport, string path, Stream destination)
{
    private readonly long _start = destination.CanSeek ? destination.Position : 0;
    private long _written;
    private ExceptionDispatchInfo? _localFailure;

    public async Task<long> RunAsync(CancellationToken cancellationToken)
    {
        // Each try is a request of its own, because a try that has written is only repeated after cutting back.
        for (var tries = 1; ; tries++)
        {
            TimeSpan wait;
            try
            {
                var request = new GmailRequest("users.messages.attachments.get", 20, HttpMethod.Get, path)
                {
                    IsRepeatable = false,
                };
                return await transport.SendAsync(request, CopyAsync, cancellationToken);
            }
            catch (GmailException error)
            {
                _localFailure?.Throw();
                var isAgainPossible = _written == 0 || destination.CanSeek;
                if (!isAgainPossible || transport.WaitAfter(tries, error) is not { } next)
                {
                    throw;
                }

                wait = next;
            }

            await transport.DelayAsync(wait, cancellationToken);
        }
    }

    private async ValueTask<long> CopyAsync(
        HttpResponseMessage response, Stream body, CancellationToken cancellationToken)
    {
        if (_written > 0)
        {
            destination.SetLength(_start);
            destination.Position = _start;
            _written = 0;
        }

        await using var attachment = new AttachmentStream(body);
        var buffer = new byte[32 * 1024];
        int read;
        while ((read = await attachment.ReadAsync(buffer, cancellationToken)) > 0)
        {
            await WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        return _written;
    }

    // A full disk is no broken connection: the caller gets his own error, and nothing is tried again.
    private async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await destination.WriteAsync(bytes, cancellationToken);
            _written += bytes.Length;
        }
        catch (IOException cause)
        {
            _localFailure = ExceptionDispatchInfo.Capture(cause);
            throw;
        }
    }
}
