using System.Text;

namespace Gmail.Emulator.Content;

/// <summary>One header field with its folded lines and line break.</summary>
internal sealed record HeaderField(string Name, string Value, byte[] Bytes)
{
    public static HeaderField Make(string name, string value) =>
        new(name, value, Encoding.UTF8.GetBytes($"{name}: {value}\r\n"));

    /// <summary>Lines without a colon stay what they are, under a name that nothing asks for.</summary>
    public static HeaderField Read(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            return new HeaderField("", text.Trim(), bytes);
        }

        // Unfolding takes the line break out and leaves the white space (RFC 5322 §2.2.3).
        var value = text[(colon + 1)..].Replace("\r", "", StringComparison.Ordinal)
            .Replace("\n", "", StringComparison.Ordinal);
        return new HeaderField(text[..colon].Trim(), value.Trim(), bytes);
    }

    public bool Is(string name) => Name.Equals(name, StringComparison.OrdinalIgnoreCase);
}
