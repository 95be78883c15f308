using System.Buffers;
using System.Text;

namespace Gmail;

/// <summary>Decodes base64 that arrives in pieces, in either alphabet, padding optional.</summary>
internal struct Base64UrlDecoder
{
    private const sbyte Skipped = -2;
    private const sbyte Padding = -3;
    private const sbyte Invalid = -1;

    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private static readonly SearchValues<byte> UrlAlphabet = SearchValues.Create(Encoding.ASCII.GetBytes(Alphabet));

    private static readonly sbyte[] Values = MakeValues();

    private uint _bits;
    private int _count;
    private int _padding;

    /// <summary>Whether the text may end here: one character left over would be six bits of a byte, and padding ends a
    /// group
    /// of four.</summary>
    public readonly bool IsComplete => _count != 1 && (_padding == 0 || _count + _padding == 4);

    /// <summary>How many bytes a text of this length can hold at most, with up to three characters kept from
    /// before.</summary>
    public static int MaxDecodedLength(int textLength) => checked((int)(((textLength + 3L) * 3 / 4) + 1));

    /// <summary>Decodes the next piece. False on a character of neither alphabet, or text after the padding.</summary>
    public bool TryDecode(ReadOnlySpan<byte> text, Span<byte> destination, out int written)
    {
        written = 0;
        var at = 0;
        while (at < text.Length)
        {
            if (_count == 0 && _padding == 0)
            {
                // Whole groups of the URL alphabet at once.
                var length = text[at..].IndexOfAnyExcept(UrlAlphabet);
                System.Buffers.Text.Base64Url.DecodeFromUtf8(
                    length < 0 ? text[at..] : text.Slice(at, length), destination[written..], out var read, out var bytes, isFinalBlock: false);
                at += read;
                written += bytes;
            }

            // The rest of a group, the other alphabet, padding and line ends, one group at a time.
            do
            {
                if (at < text.Length && !TryDecode(text[at++], destination, ref written))
                {
                    return false;
                }
            }
            while (at < text.Length && (_count != 0 || _padding != 0));
        }

        return true;
    }

    private bool TryDecode(byte character, Span<byte> destination, ref int written)
    {
        var value = Values[character];
        if (value >= 0 && _padding == 0)
        {
            _bits = (_bits << 6) | (byte)value;
            if (++_count > 1)
            {
                destination[written++] = (byte)(_bits >> (8 - (2 * _count)));
                _count &= 3;
            }

            return true;
        }

        _padding += value == Padding ? 1 : 0;
        return value is Padding or Skipped;
    }

    private static sbyte[] MakeValues()
    {
        var values = new sbyte[256];
        Array.Fill(values, Invalid);
        for (var i = 0; i < Alphabet.Length; i++)
        {
            values[Alphabet[i]] = (sbyte)i;
        }

        values['+'] = 62;
        values['/'] = 63;
        values['='] = Padding;
        values['\r'] = values['\n'] = Skipped;
        return values;
    }
}
