using System.Text;

namespace GmailMcp.Mail.Reading;

/// <summary>PGP inside plain text (RFC 9580 §6 and §7): encrypted blocks become a sentence, signed text loses its
/// wrapping.</summary>
internal static class PgpText
{
    public const string EncryptedSentence =
        "This mail is encrypted with PGP; it can be read only in a mail program that holds the recipient's key.";

    private const string SignedStart = "-----BEGIN PGP SIGNED MESSAGE-----";
    private const string SignatureStart = "-----BEGIN PGP SIGNATURE-----";
    private const string SignatureEnd = "-----END PGP SIGNATURE-----";
    private const string MessageStart = "-----BEGIN PGP MESSAGE-----";
    private const string MessageEnd = "-----END PGP MESSAGE-----";

    public static (string Text, bool IsSigned, bool IsEncrypted) Read(string text)
    {
        if (!text.Contains("-----BEGIN PGP ", StringComparison.Ordinal))
        {
            return (text, false, false);
        }

        var result = new StringBuilder(text.Length);
        var isSigned = false;
        var isEncrypted = false;
        var waitFor = (string?)null;
        var skipsArmourHeaders = false;
        var isInSigned = false;
        foreach (var line in text.Split('\n'))
        {
            var bare = line.TrimEnd('\r', ' ');
            if (waitFor is not null)
            {
                waitFor = bare == waitFor ? null : waitFor;
            }
            else if (skipsArmourHeaders)
            {
                skipsArmourHeaders = bare.Length > 0;
            }
            else if (bare == SignedStart)
            {
                (isSigned, isInSigned, skipsArmourHeaders) = (true, true, true);
            }
            else if (bare == SignatureStart)
            {
                (isInSigned, waitFor) = (false, SignatureEnd);
            }
            else if (bare == MessageStart)
            {
                (isEncrypted, waitFor) = (true, MessageEnd);
                result.Append('[').Append(EncryptedSentence).Append("]\r\n");
            }
            else
            {
                // RFC 9580 §7.2: a dash at the start of a line is escaped.
                var shown = isInSigned && line.StartsWith("- ", StringComparison.Ordinal) ? line[2..] : line;
                result.Append(shown).Append('\n');
            }
        }

        if (result.Length > 0 && !text.EndsWith('\n') && result[^1] == '\n')
        {
            result.Length--;
        }

        return (result.ToString(), isSigned, isEncrypted);
    }
}
