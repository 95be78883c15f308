using System.Globalization;

namespace Gmail;

/// <summary>Takes the string value of one member out of a JSON object that arrives in pieces. Only ASCII values: what
/// it is
/// used for is base64.</summary>
internal sealed class JsonMemberScanner(ReadOnlySpan<byte> member)
{
    private readonly byte[] _member = member.ToArray();
    private readonly byte[] _key = new byte[64];
    private readonly byte[] _hex = new byte[4];
    private int _keyLength;
    private int _hexLength;
    private int _depth;
    private bool _hasStarted;
    private bool _isInString;
    private bool _isKey;
    private bool _isWanted;
    private bool _isEscaped;
    private bool _isUnicode;
    private bool _expectsKey;

    /// <summary>Whether the object has ended.</summary>
    public bool IsComplete => _hasStarted && _depth == 0;

    /// <summary>Reads the next piece and writes the part of the value in it. False when it is no JSON object.</summary>
    public bool TryScan(ReadOnlySpan<byte> piece, Span<byte> value, out int written)
    {
        written = 0;
        for (var at = 0; at < piece.Length; at++)
        {
            var next = piece[at];
            if (_isInString)
            {
                if (RunOfText(piece[at..]) is { IsEmpty: false } run)
                {
                    Take(run, value, ref written);
                    at += run.Length - 1;
                }
                else if (!TryReadString(next, value, ref written))
                {
                    return false;
                }
            }
            else if (!TryReadStructure(next))
            {
                return false;
            }
        }

        return true;
    }

    // What stands in the string up to its end or a backslash: nearly all of an attachment.
    private ReadOnlySpan<byte> RunOfText(ReadOnlySpan<byte> piece)
    {
        if (_isEscaped || _isUnicode || _isKey)
        {
            return default;
        }

        var end = piece.IndexOfAny((byte)'"', (byte)'\\');
        return end < 0 ? piece : piece[..end];
    }

    private void Take(ReadOnlySpan<byte> run, Span<byte> value, ref int written)
    {
        if (_isWanted)
        {
            run.CopyTo(value[written..]);
            written += run.Length;
        }
    }

    private bool TryReadStructure(byte next)
    {
        switch (next)
        {
            case (byte)'{' or (byte)'[':
                if (_depth == 0 && (_hasStarted || next != '{'))
                {
                    return false;
                }

                _depth++;
                _hasStarted = true;
                _expectsKey = _depth == 1;
                return true;
            case (byte)'}' or (byte)']':
                return --_depth >= 0;
            case (byte)',':
                _expectsKey = _depth == 1;
                return _depth > 0;
            case (byte)'"':
                _isInString = true;
                _isKey = _depth == 1 && _expectsKey;
                _isWanted = _depth == 1 && !_isKey && _key.AsSpan(0, _keyLength).SequenceEqual(_member);
                _keyLength = _isKey ? 0 : _keyLength;
                return _depth > 0;
            case (byte)':':
                _expectsKey = false;
                return _depth > 0;
            case (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n':
                return true;
            default:
                return _depth > 0;
        }
    }

    private bool TryReadString(byte next, Span<byte> value, ref int written)
    {
        if (_isUnicode)
        {
            return TryReadHex(next, value, ref written);
        }

        if (_isEscaped)
        {
            _isEscaped = false;
            _isUnicode = next == 'u';
            _hexLength = 0;
            return _isUnicode || Take(Unescape(next), value, ref written);
        }

        switch (next)
        {
            case (byte)'\\':
                _isEscaped = true;
                return true;
            case (byte)'"':
                _isInString = false;
                return true;
            default:
                return Take(next, value, ref written);
        }
    }

    // Google escapes = as \u003d in JSON that is meant to be safe inside HTML.
    private bool TryReadHex(byte next, Span<byte> value, ref int written)
    {
        _hex[_hexLength++] = next;
        if (_hexLength < 4)
        {
            return true;
        }

        _isUnicode = false;
        return ushort.TryParse(_hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            && Take(code < 128 ? (byte)code : (byte)'?', value, ref written);
    }

    private bool Take(byte character, Span<byte> value, ref int written)
    {
        if (_isWanted)
        {
            value[written++] = character;
        }
        else if (_isKey && _keyLength < _key.Length)
        {
            _key[_keyLength++] = character;
        }

        return true;
    }

    private static byte Unescape(byte character) => character switch
    {
        (byte)'n' => (byte)'\n',
        (byte)'r' => (byte)'\r',
        (byte)'t' => (byte)'\t',
        (byte)'b' => (byte)'\b',
        (byte)'f' => (byte)'\f',
        _ => character,
    };
}
