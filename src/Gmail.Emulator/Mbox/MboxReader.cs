using System.Buffers;

namespace Gmail.Emulator.Mbox;

/// <summary>
/// Cuts an mbox (RFC 4155) into messages. A message begins at a line "From sender date"; a line of the message itself
/// that would look so was given a ">" by the writer ("mboxrd"), which is taken off again.
/// </summary>
internal sealed class MboxReader(Stream stream, string path, int maxMessageBytes)
{
    private readonly byte[] _buffer = new byte[1 << 16];
    private readonly ArrayBufferWriter<byte> _line = new(256);
    private int _start;
    private int _end;
    private long _position;
    private long _messageAt;

    public IEnumerable<ImportedMessage> Messages()
    {
        var message = new ArrayBufferWriter<byte>(1 << 14);
        var envelope = FirstEnvelope();
        for (var lineAt = _position; ReadLine(); lineAt = _position)
        {
            if (EnvelopeLine.Parse(_line.WrittenSpan) is { } next)
            {
                yield return Finish(message, envelope);
                (envelope, _messageAt) = (next, lineAt);
                message.ResetWrittenCount();
            }
            else
            {
                message.Write(Unquoted(_line.WrittenSpan));
                if (message.WrittenCount > maxMessageBytes)
                {
                    throw TooLong();
                }
            }
        }

        yield return Finish(message, envelope);
    }

    private EnvelopeLine FirstEnvelope()
    {
        while (ReadLine())
        {
            ReadOnlySpan<byte> byteOrderMark = [0xEF, 0xBB, 0xBF];
            var line = _line.WrittenSpan;
            line = line.StartsWith(byteOrderMark) ? line[3..] : line;
            if (line.Trim("\r\n\t "u8).IsEmpty)
            {
                continue;
            }

            // A first line may lack a date that can be read; where the file begins there is no doubt what the line is.
            return EnvelopeLine.Parse(line) ?? (line.StartsWith("From "u8) ? new EnvelopeLine(null) : throw NoMbox());
        }

        throw new MailboxFileException($"{path}: the file is empty.");
    }

    private static ImportedMessage Finish(ArrayBufferWriter<byte> message, EnvelopeLine envelope) =>
        TakeoutHeaders.Read(WithoutLastBlankLine(message.WrittenSpan), envelope);

    /// <summary>The blank line before the next "From " line belongs to the mbox, not to the message.</summary>
    private static ReadOnlySpan<byte> WithoutLastBlankLine(ReadOnlySpan<byte> message) =>
        message.EndsWith("\n\r\n"u8) ? message[..^2] : message.EndsWith("\n\n"u8) ? message[..^1] : message;

    private static ReadOnlySpan<byte> Unquoted(ReadOnlySpan<byte> line)
    {
        var marks = line.IndexOfAnyExcept((byte)'>');
        return marks > 0 && line[marks..].StartsWith("From "u8) ? line[1..] : line;
    }

    /// <summary>Reads one line with its end into <see cref="_line"/>; false at the end of the file.</summary>
    private bool ReadLine()
    {
        _line.ResetWrittenCount();
        while (true)
        {
            if (_start == _end)
            {
                (_start, _end) = (0, stream.Read(_buffer));
                if (_end == 0)
                {
                    return _line.WrittenCount > 0;
                }
            }

            var rest = _buffer.AsSpan(_start, _end - _start);
            var newline = rest.IndexOf((byte)'\n');
            var taken = newline < 0 ? rest.Length : newline + 1;
            _line.Write(rest[..taken]);
            _start += taken;
            _position += taken;
            if (newline >= 0)
            {
                return true;
            }

            if (_line.WrittenCount > maxMessageBytes)
            {
                throw TooLong();
            }
        }
    }

    private MailboxFileException NoMbox() => new(
        $"{path}: no mbox: the line that ends at byte {_position} does not begin with \"From \". "
        + "Give an mbox, an .eml file or a folder of them.");

    private MailboxFileException TooLong() => new(
        $"{path}: the message at byte {_messageAt} is longer than Gmail takes ({maxMessageBytes} bytes).");
}
