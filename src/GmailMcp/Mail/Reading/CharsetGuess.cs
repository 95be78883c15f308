using System.Text;

namespace GmailMcp.Mail.Reading;

/// <summary>What charset bytes look like that are in none they state. Wrong guesses are worse than none, so each needs
/// its clear mark; the rest is windows-1252.</summary>
internal static class CharsetGuess
{
    private const int LookedAtInBytes = 64 * 1024;

    /// <summary>Fewer bytes beyond ASCII show nothing.</summary>
    private const int FewestHighBytes = 6;

    /// <summary>Null where the bytes look like none of the others.</summary>
    public static Encoding? Of(ReadOnlySpan<byte> bytes)
    {
        var sample = bytes[..Math.Min(bytes.Length, LookedAtInBytes)];
        var high = Count(sample, b => b >= 0x80);
        if (high < FewestHighBytes)
        {
            return null;
        }

        if (Japanese(sample) is { } japanese)
        {
            return japanese;
        }

        if (IsBig5(sample))
        {
            return Encoding.GetEncoding(950);
        }

        // In Western text an accent stands between plain letters; in the others whole words are beyond ASCII.
        if (Clustered(sample) < high * 0.8)
        {
            return null;
        }

        return Count(sample, b => b >= 0xC0 || b is 0xA8 or 0xB8 or 0xA3 or 0xB3) >= high * 0.95
            ? Cyrillic(sample)
            : EastAsian(sample);
    }

    /// <summary>UTF-16 without its mark: every other byte of Western text is zero.</summary>
    public static Encoding? Utf16(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 8 || bytes.Length % 2 != 0 || !bytes.Contains((byte)0))
        {
            return null;
        }

        var zeros = new int[2];
        var looked = Math.Min(bytes.Length, LookedAtInBytes);
        for (var i = 0; i < looked; i++)
        {
            zeros[i % 2] += bytes[i] == 0 ? 1 : 0;
        }

        var many = looked / 2 * 0.7;
        return zeros[1] > many && zeros[0] == 0 ? Encoding.Unicode
            : zeros[0] > many && zeros[1] == 0 ? Encoding.BigEndianUnicode : null;
    }

    /// <summary>Japanese has kana in every sentence.</summary>
    private static Encoding? Japanese(ReadOnlySpan<byte> sample)
    {
        foreach (var codePage in (ReadOnlySpan<int>)[932, 51932])
        {
            var text = Encoding.GetEncoding(codePage).GetString(sample);
            var kana = 0;
            var other = 0;
            var bad = 0;
            foreach (var c in text)
            {
                bad += IsNotJapanese(c) ? 1 : 0;
                kana += c is (>= '\u3041' and <= '\u3096') or (>= '\u30A1' and <= '\u30FA') ? 1 : 0;
                other += c > '\u007F' ? 1 : 0;
            }

            if (kana >= 3 && kana > other * 0.25 && bad < other * 0.05)
            {
                return Encoding.GetEncoding(codePage);
            }
        }

        return null;
    }

    /// <summary>U+30FB is also what .NET puts in place of bytes that are no EUC-JP; half-width kana are what Western bytes
    /// become in Shift_JIS.</summary>
    private static bool IsNotJapanese(char c) => c is '\uFFFD' or '\u30FB'
        || c is (>= '\uFF61' and <= '\uFF9F') or (>= '\u0080' and <= '\u00A0') or (>= '\uE000' and <= '\uF8FF');

    /// <summary>Mostly small letters, which the two charsets have in each other's place of capitals.</summary>
    private static Encoding Cyrillic(ReadOnlySpan<byte> sample) =>
        Count(sample, b => b is >= 0xE0) >= Count(sample, b => b is >= 0xC0 and < 0xE0)
            ? Encoding.GetEncoding(1251)
            : Encoding.GetEncoding("koi8-u");

    /// <summary>Most characters in use lie in A4–C6, half of them with a second byte that is ASCII. Western small letters
    /// lie above.</summary>
    private static bool IsBig5(ReadOnlySpan<byte> sample)
    {
        int pairs = 0, common = 0, mixed = 0, bad = 0;
        for (var i = 0; i < sample.Length; i++)
        {
            if (sample[i] < 0x80)
            {
                continue;
            }

            var trail = i + 1 < sample.Length ? sample[i + 1] : (byte)0;
            var isTrail = trail is (>= 0x40 and <= 0x7E) or (>= 0xA1 and <= 0xFE);
            pairs++;
            bad += sample[i] is < 0xA1 or > 0xF9 || !isTrail ? 1 : 0;
            common += sample[i] is >= 0xA4 and <= 0xC6 ? 1 : 0;
            mixed += sample[i] is >= 0xA4 and <= 0xC6 && trail < 0x80 ? 1 : 0;
            i++;
        }

        return bad <= pairs * 0.05 && common > pairs * 0.6 && mixed > pairs * 0.2;
    }

    private static Encoding? EastAsian(ReadOnlySpan<byte> sample)
    {
        int pairs = 0, korean = 0, chinese = 0, bad = 0;
        for (var i = 0; i < sample.Length; i++)
        {
            if (sample[i] < 0x80)
            {
                continue;
            }

            var trail = i + 1 < sample.Length ? sample[i + 1] : (byte)0;
            pairs++;
            bad += sample[i] is < 0xA1 or 0xFF || trail is < 0x40 or 0x7F or 0xFF ? 1 : 0;
            korean += sample[i] is >= 0xB0 and <= 0xC8 && trail >= 0xA1 ? 1 : 0;
            chinese += sample[i] is >= 0xB0 and <= 0xD7 && trail >= 0xA1 ? 1 : 0;
            i++;
        }

        if (pairs == 0 || bad > pairs * 0.05 || chinese < pairs * 0.6)
        {
            return null;
        }

        return Encoding.GetEncoding(korean >= chinese * 0.97 ? 949 : 54936);
    }

    private static int Clustered(ReadOnlySpan<byte> sample)
    {
        var count = 0;
        for (var i = 0; i < sample.Length; i++)
        {
            var hasNeighbour = (i > 0 && sample[i - 1] >= 0x80) || (i + 1 < sample.Length && sample[i + 1] >= 0x80);
            count += sample[i] >= 0x80 && hasNeighbour ? 1 : 0;
        }

        return count;
    }

    private static int Count(ReadOnlySpan<byte> sample, Func<byte, bool> isCounted)
    {
        var count = 0;
        foreach (var b in sample)
        {
            count += isCounted(b) ? 1 : 0;
        }

        return count;
    }
}
