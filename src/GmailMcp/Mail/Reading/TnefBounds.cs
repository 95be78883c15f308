using MimeKit.Tnef;

namespace GmailMcp.Mail.Reading;

/// <summary>Says that a winmail.dat (MS-OXTNEF) claims no more values and rows than it has bytes.</summary>
/// <remarks>MimeKit 4.18.2 steps over the values of a property and the rows of a table one by one, past the end too, and a value
/// may have no length: eight bytes that claim two thousand million of them keep it busy for a minute. To be removed when
/// MimeKit bounds the number.</remarks>
internal static class TnefBounds
{
    public static bool Hold(ReadOnlyMemory<byte> bytes)
    {
        using var content = new MemoryStream(bytes.ToArray(), writable: false);
        using var reader = new TnefReader(content, 0, TnefComplianceMode.Loose);
        long left = bytes.Length;
        while (reader.ReadNextAttribute())
        {
            var properties = reader.TnefPropertyReader;
            var fits = reader.AttributeTag switch
            {
                TnefAttributeTag.MapiProperties or TnefAttributeTag.Attachment => Fits(properties, ref left, out _),
                TnefAttributeTag.RecipientTable => RowsFit(properties, ref left),
                _ => true,
            };
            if (!fits)
            {
                return false;
            }
        }

        return true;
    }

    // A row that breaks off is enough: MimeKit steps over the rest of it unseen.
    private static bool RowsFit(TnefPropertyReader properties, ref long left)
    {
        while (properties.ReadNextRow())
        {
            left--;
            if (!Fits(properties, ref left, out var read) || read < properties.PropertyCount)
            {
                return false;
            }
        }

        return left >= 0;
    }

    private static bool Fits(TnefPropertyReader properties, ref long left, out int read)
    {
        for (read = 0; properties.ReadNextProperty(); read++)
        {
            left -= Math.Max(1, properties.ValueCount);
            if (left < 0)
            {
                return false;
            }
        }

        return left >= 0;
    }
}
