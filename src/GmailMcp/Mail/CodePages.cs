using System.Runtime.CompilerServices;
using System.Text;

namespace GmailMcp.Mail;

/// <summary>Makes the charsets of old mail (windows-125x, KOI8-R, Shift_JIS, ISO-2022-JP, GB18030, …) known to
/// .NET.</summary>
internal static class CodePages
{
    /// <summary>Runs before anything else of this program: MimeKit asks for windows-1252 in a static constructor, and
    /// what fails there fails for the rest of the process.</summary>
    [ModuleInitializer]
    internal static void Register() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
}
