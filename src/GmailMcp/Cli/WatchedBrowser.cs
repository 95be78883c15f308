using GmailMcp.Accounts;

namespace GmailMcp.Cli;

/// <summary>A browser that says when it was opened: from then on the person is awaited there.</summary>
internal sealed class WatchedBrowser(IBrowser browser, Action opened) : IBrowser
{
    public bool TryOpen(string address)
    {
        var isOpen = browser.TryOpen(address);
        if (isOpen)
        {
            opened();
        }

        return isOpen;
    }
}
