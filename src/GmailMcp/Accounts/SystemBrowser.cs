using System.ComponentModel;
using System.Diagnostics;

namespace GmailMcp.Accounts;

/// <summary>The browser that the person has chosen in his system (RFC 8252 §6: never one inside the program).</summary>
/// <param name="canShow">False where there is no screen.</param>
internal sealed class SystemBrowser(bool canShow) : IBrowser
{
    public bool TryOpen(string address)
    {
        if (!canShow || !Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http"))
        {
            return false;
        }

        var (program, arguments) = Opener(uri.AbsoluteUri);
        try
        {
            // Its output must not reach ours: on stdio that is the protocol.
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                UseShellExecute = false,
                CreateNoWindow = true,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            });
            return process is not null;
        }
        catch (Exception missing) when (missing is Win32Exception or FileNotFoundException)
        {
            return false;
        }
    }

    // An argument list, never a shell: the address holds '&' and whatever a callback URL was typed as.
    private static (string Program, string[] Arguments) Opener(string address) =>
        OperatingSystem.IsWindows() ? ("rundll32.exe", ["url.dll,FileProtocolHandler", address])
        : OperatingSystem.IsMacOS() ? ("open", [address])
        : ("xdg-open", [address]);
}
