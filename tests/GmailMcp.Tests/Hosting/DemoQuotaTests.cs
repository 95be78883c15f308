using GmailMcp.Accounts;
using GmailMcp.Hosting;
using GmailMcp.Tools;

namespace GmailMcp.Tests.Hosting;

public sealed class DemoQuotaTests
{
    [Fact]
    public async Task The_demo_counts_by_the_units_that_the_operator_names()
    {
        var home = Path.GetTempPath();
        var backend = Backend.For(new ServerOptions
        {
            IsDemo = true,
            UnitsPerMinute = 123_456,
            Files = LocalFilesSettings.From(home),
            Accounts = AccountSettings.Read(_ => null, home, home),
        });

        var mailbox = await backend.Connections.OpenAsync(owner: null, account: null, TestContext.Current.CancellationToken);

        Assert.Equal(123_456, mailbox.Gmail.Ledger.UnitsPerMinute);
    }
}
