using Gmail.Tests.Canned;

namespace Gmail.Tests;

/// <summary>That a large message or attachment passes through: what was read is written before more is read.</summary>
public sealed class StreamingTests
{
    private const int MaxHeld = 160 * 1024;

    [Theory]
    [InlineData("json")]
    [InlineData("multipart")]
    [InlineData("bare")]
    [InlineData("rest")]
    public async Task Holds_a_small_piece_of_a_24_megabyte_message(string way)
    {
        const long length = 24_000_000;
        var source = new EndlessStream(length);
        var envelope = way switch
        {
            "json" => MimeEnvelope.InJson("""{"raw":""}"""u8.ToArray()),
            "multipart" => MimeEnvelope.Multipart("{}"u8.ToArray()),
            "rest" => MimeEnvelope.From(1_000_000),
            _ => MimeEnvelope.Bare(),
        };
        using var idle = new IdleLimit(TimeSpan.FromMinutes(1), TimeProvider.System, CancellationToken.None);
        using var content = new MimeHttpContent(MimeContent.FromStream(() => source, length), envelope, idle);
        var skipped = way == "rest" ? 1_000_000 : 0;
        using var sink = new MeasuringStream(
            written => source.Read - skipped - (way == "json" ? written * 3 / 4 : written));
        await content.CopyToAsync(sink);
        Assert.Equal(content.Headers.ContentLength, sink.Written);
        Assert.Equal(length, source.Read);
        Assert.InRange(sink.MostHeld, 1, MaxHeld);
    }

    [Fact]
    public async Task Holds_a_small_piece_of_a_20_megabyte_attachment()
    {
        const int length = 20_000_001; // Divisible by three: its base64 is 4/3 of it, without a remainder.
        var source = new EndlessStream(length / 3 * 4);
        var body = new ChainStream([new MemoryStream("""{"data":" """u8[..9].ToArray()), source, new MemoryStream("\"}"u8.ToArray())]);
        var gmail = new CannedGmail().Answers(_ => new HttpResponseMessage { Content = new StreamContent(body) });
        using var sink = new MeasuringStream(written => source.Read * 3 / 4 - written);
        Assert.Equal(length, await gmail.Client().Messages.DownloadAttachmentAsync("m1", "a1", sink));
        Assert.InRange(sink.MostHeld, 1, MaxHeld);
    }

    [Fact]
    public async Task Passes_on_the_error_of_a_disk_that_is_full()
    {
        var gmail = new CannedGmail().Answers("""{"data":"Zm9v"}""");
        using var full = new FullStream();
        var error = await Assert.ThrowsAsync<IOException>(
            () => gmail.Client().Messages.DownloadAttachmentAsync("m1", "a1", full));
        Assert.Equal("No space left on device", error.Message);
        Assert.Single(gmail.Requests);
    }

    [Fact]
    public async Task Tells_a_file_that_cannot_be_read_from_a_connection_that_broke()
    {
        var gmail = new CannedGmail().Answers("{}");
        var content = MimeContent.FromStream(() => throw new FileNotFoundException("mail.eml"), 10);
        var error = await Assert.ThrowsAsync<GmailException>(() => gmail.Client().Messages.SendAsync(content));
        Assert.Equal(GmailErrorKind.InvalidArgument, error.Kind);
        Assert.False(error.WasAmbiguous);
        Assert.IsType<FileNotFoundException>(error.InnerException);
    }

    // The letter A for ever: a message, and base64 of zeros.
    private sealed class EndlessStream(long length) : MemoryStream
    {
        public new long Read { get; private set; }

        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = (int)Math.Min(buffer.Length, length - Read);
            buffer.Span[..count].Fill((byte)'A');
            Read += count;
            return ValueTask.FromResult(count);
        }
    }

    private sealed class MeasuringStream(Func<long, long> held) : MemoryStream
    {
        public long Written { get; private set; }

        public long MostHeld { get; private set; }

        public override bool CanSeek => false;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            MostHeld = Math.Max(MostHeld, held(Written));
            Written += buffer.Length;
            return ValueTask.CompletedTask;
        }
    }

    private sealed class ChainStream(Stream[] streams) : MemoryStream
    {
        private int _current;

        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            while (_current < streams.Length)
            {
                var read = await streams[_current].ReadAsync(buffer, cancellationToken);
                if (read > 0)
                {
                    return read;
                }

                _current++;
            }

            return 0;
        }
    }

    private sealed class FullStream : MemoryStream
    {
        public override ValueTask WriteAsync(
            ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new IOException("No space left on device");
    }
}
