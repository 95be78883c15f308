using System.Runtime.CompilerServices;
using System.Text;

namespace GmailMcp.Tests.Mail;

/// <summary>A test that touches MimeKit before the product would break it for the whole run.</summary>
internal static class MimeKitSetup
{
    [ModuleInitializer]
    internal static void Register() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
}
