using System.Text;
using MimeKit;

namespace Gmail.Emulator.Content;

/// <summary>A message as bytes: header fields that can be dropped or added while the body stays byte for
/// byte.</summary>
internal sealed class RawMessage
{
    private readonly List<HeaderField> _fields = [];
    private readonly byte[] _body;

    private RawMessage(byte[] body) => _body = body;

    /// <summary>Reads header fields up to the first blank line (RFC 5322 §2.1).</summary>
    public static RawMessage Read(byte[] raw)
    {
        var fields = new List<(int Start, int End)>();
        var position = 0;
        while (position < raw.Length && raw[position] is not ((byte)'\r' or (byte)'\n'))
        {
            var found = raw.AsSpan(position).IndexOf((byte)'\n');
            var end = found < 0 ? raw.Length : position + found + 1;
            if (raw[position] is (byte)' ' or (byte)'\t' && fields.Count > 0)
            {
                fields[^1] = (fields[^1].Start, end);
            }
            else
            {
                fields.Add((position, end));
            }

            position = end;
        }

        var message = new RawMessage(raw[SkipBlankLine(raw, position)..]);
        foreach (var (start, end) in fields)
        {
            message._fields.Add(HeaderField.Read(raw[start..end]));
        }

        return message;
    }

    /// <summary>The value of the first field with this name, unfolded; null when there is none.</summary>
    public string? this[string name] => Find(name)?.Value;

    public bool Has(string name) => Find(name) is not null;

    public void Remove(string name) => _fields.RemoveAll(field => field.Is(name));

    /// <summary>Puts the field where the old one was, or at the end.</summary>
    public void Set(string name, string value)
    {
        var index = _fields.FindIndex(field => field.Is(name));
        var field = HeaderField.Make(name, value);
        if (index < 0)
        {
            _fields.Add(field);
            return;
        }

        _fields[index] = field;
        for (var i = _fields.Count - 1; i > index; i--)
        {
            if (_fields[i].Is(name))
            {
                _fields.RemoveAt(i);
            }
        }
    }

    /// <summary>Trace fields go to the top (RFC 5321 §4.4).</summary>
    public void Prepend(string name, string value) => _fields.Insert(0, HeaderField.Make(name, value));

    /// <summary>Header bytes beyond ASCII are taken as Latin-1, which is how mail sent through Gmail's API gets
    /// garbled when a subject is not encoded (RFC 2047).</summary>
    public void ReadHeaderBytesAsLatin1()
    {
        for (var i = 0; i < _fields.Count; i++)
        {
            if (!Ascii.IsValid(_fields[i].Bytes))
            {
                _fields[i] = HeaderField.Read(Encoding.UTF8.GetBytes(Encoding.Latin1.GetString(_fields[i].Bytes)));
            }
        }
    }

    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        foreach (var field in _fields)
        {
            stream.Write(field.Bytes);
        }

        stream.Write("\r\n"u8);
        stream.Write(_body);
        return stream.ToArray();
    }

    /// <summary>The mailboxes of an address field, groups opened; null when it cannot be read.</summary>
    public IReadOnlyList<MailboxAddress>? Addresses(string name)
    {
        var found = new List<MailboxAddress>();
        foreach (var field in _fields.Where(field => field.Is(name)))
        {
            if (string.IsNullOrWhiteSpace(field.Value))
            {
                continue;
            }

            if (!InternetAddressList.TryParse(field.Value, out var list))
            {
                return null;
            }

            found.AddRange(list.Mailboxes);
        }

        return found;
    }

    public static MimeMessage Parse(byte[] raw)
    {
        MimeText.EnsureCharsets();
        using var stream = new MemoryStream(raw, writable: false);
        try
        {
            return MimeMessage.Load(stream);
        }
        catch (FormatException)
        {
            // MimeKit reads nearly anything; what has no header at all is a body, as Gmail takes it.
            using var bare = new MemoryStream([.. "\r\n"u8, .. raw]);
            return MimeMessage.Load(bare);
        }
    }

    private HeaderField? Find(string name) => _fields.Find(field => field.Is(name));

    private static int SkipBlankLine(byte[] raw, int position)
    {
        if (position < raw.Length && raw[position] == (byte)'\r')
        {
            position++;
        }

        return position < raw.Length && raw[position] == (byte)'\n' ? position + 1 : position;
    }
}
