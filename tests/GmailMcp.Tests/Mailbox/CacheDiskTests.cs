using System.Security.Cryptography;
using System.Text;
using Gmail;
using Gmail.Emulator;
using GmailMcp.Accounts;
using GmailMcp.Hosting;
using GmailMcp.Mailbox;
using GmailMcp.Storage;

namespace GmailMcp.Tests.Mailbox;

/// <summary>Remembered mail outlives the process where --cache says so, and nobody without the key reads it.</summary>
public sealed class CacheDiskTests : IDisposable
{
    private const string Canary = "canary of the owner";

    private readonly string _home = Directory.CreateTempSubdirectory("gmail-mcp-cache-").FullName;
    private readonly EmulatedGmail _gmail = new();
    private readonly EmulatedMailbox _mailbox;
    private readonly string _id;

    public CacheDiskTests()
    {
        _mailbox = _gmail.AddAccount(TestServer.Address);
        _id = _mailbox.Deliver(Some.Message(Canary, body: Canary));
    }

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private string Folder => Path.Combine(_home, "cache");

    public void Dispose()
    {
        _gmail.Dispose();
        Directory.Delete(_home, recursive: true);
    }

    [Fact]
    public async Task A_restarted_server_remembers_and_sees_what_changed_meanwhile()
    {
        await ReadAsync(Owner.Local);
        await Connect().Messages.ModifyAsync(_id, ["STARRED"], ["UNREAD"], Now);

        var (message, units) = await ReadAsync(Owner.Local);

        Assert.Equal(2, units);
        Assert.Equal(Canary, message.Mail.Headers.Subject);
        Assert.Contains(Canary, message.Mail.PlainText, StringComparison.Ordinal);
        Assert.Equal(["INBOX", "STARRED"], message.Mail.LabelIds.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_disk_holds_neither_text_nor_name()
    {
        await ReadAsync(Owner.Local);

        var file = Assert.Single(Directory.GetFiles(Folder));
        Assert.Matches("^[0-9a-f]{32}[.]mail$", Path.GetFileName(file));
        var content = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, Now));
        foreach (var word in new[] { Canary, "owner", "example", _id, "Subject" })
        {
            Assert.DoesNotContain(word, content, StringComparison.OrdinalIgnoreCase);
        }

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task Another_owner_and_another_account_have_other_files()
    {
        await ReadAsync(Owner.Local);

        Assert.Equal(21, (await ReadAsync(Owner.OfKey("b"))).Units);
        Assert.Equal(21, (await ReadAsync(Owner.Local, "other@example.com")).Units);
        Assert.Equal(3, Directory.GetFiles(Folder).Length);
    }

    [Fact]
    public async Task A_session_and_an_unnamed_mailbox_leave_nothing()
    {
        await ReadAsync(Owner.OfSession("1"));
        await ReadAsync(Owner.Local, address: null);

        Assert.False(Directory.Exists(Folder));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no sealed file at all, but long enough to be one if it only had the right beginning")]
    public async Task A_file_that_is_none_of_ours_is_replaced(string content)
    {
        await ReadAsync(Owner.Local);
        var file = Directory.GetFiles(Folder).Single();
        await File.WriteAllTextAsync(file, content, Now);

        Assert.Equal(21, (await ReadAsync(Owner.Local)).Units);
        Assert.Equal(2, (await ReadAsync(Owner.Local)).Units);
    }

    [Fact]
    public async Task A_file_with_a_changed_byte_is_replaced()
    {
        await ReadAsync(Owner.Local);
        var file = Directory.GetFiles(Folder).Single();
        var bytes = await File.ReadAllBytesAsync(file, Now);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, Now);

        Assert.Equal(21, (await ReadAsync(Owner.Local)).Units);
        Assert.Equal(2, (await ReadAsync(Owner.Local)).Units);
    }

    [Fact]
    public async Task A_file_of_another_key_is_replaced()
    {
        await ReadAsync(Owner.Local);
        var other = Disk(RandomNumberGenerator.GetBytes(32));
        File.Move(Directory.GetFiles(Folder).Single(), Path.Combine(Folder, "moved"));

        Assert.Equal(21, (await ReadAsync(Owner.Local, disk: other)).Units);
        Assert.Equal(2, (await ReadAsync(Owner.Local, disk: other)).Units);
    }

    [Fact]
    public async Task The_end_of_the_sign_in_wipes_it()
    {
        using (var cache = new MessageCache(new CacheSettings(Disk: Disk()), TimeProvider.System))
        {
            await ReadAsync(Owner.Local);
            var mailbox = Open(Owner.Local, TestServer.Address);
            await Fetch(cache, mailbox).ReadAsync(_id, Now);
            mailbox.End();
        }

        Assert.Empty(Directory.GetFiles(Folder));
    }

    [Fact]
    public async Task An_account_that_logs_out_takes_its_file_along_and_no_other()
    {
        await ReadAsync(Owner.Local);
        await ReadAsync(Owner.Local, "other@example.com");

        Disk().Wipe(Owner.Local, "Owner@example.com");

        Assert.Single(Directory.GetFiles(Folder));
        Assert.Equal(21, (await ReadAsync(Owner.Local)).Units);
        Assert.Equal(2, (await ReadAsync(Owner.Local, "other@example.com")).Units);
    }

    [Fact]
    public async Task Without_the_key_a_log_out_takes_all_files_along()
    {
        await ReadAsync(Owner.Local);
        var accounts = AccountSettings.Read(_ => null, _home, _home) with { CredentialsPath = Path.Combine(_home, "credentials.json") };

        ServerOptions.WipeCache(accounts, TestServer.Address);

        Assert.Empty(Directory.GetFiles(Folder));
    }

    [Fact]
    public void Without_a_key_it_is_refused()
    {
        var accounts = AccountSettings.Read(_ => null, _home, _home);
        var refusal = Assert.Throws<AccountException>(
            () => ServerOptions.ReadCache(isKept: true, 32, accounts, new StateFolder(_home), _ => { }));

        Assert.Contains("GMAIL_MCP_STORE_KEY", refusal.Message, StringComparison.Ordinal);
        Assert.Null(ServerOptions.ReadCache(isKept: false, 32, accounts, new StateFolder(_home), _ => { }).Disk);
    }

    [Fact]
    public async Task The_files_of_all_mailboxes_together_are_bounded()
    {
        for (var i = 0; i < 12; i++)
        {
            await ReadAsync(Owner.OfKey($"k{i}"), settings: new CacheSettings(20_000, Disk()));
        }

        Assert.InRange(new DirectoryInfo(Folder).GetFiles().Sum(file => file.Length), 1, 2 * 20_000);
    }

    // One process: from its start to its end.
    private async Task<(FetchedMessage Message, int Units)> ReadAsync(
        Owner owner, string? address = TestServer.Address, CacheDisk? disk = null, CacheSettings? settings = null)
    {
        var before = _gmail.UnitsSpent;
        using var cache = new MessageCache(settings ?? new CacheSettings(Disk: disk ?? Disk()), TimeProvider.System);
        var message = await Fetch(cache, Open(owner, address)).ReadAsync(_id, Now);
        return (message, _gmail.UnitsSpent - before);
    }

    private static MessageFetch Fetch(MessageCache cache, OpenMailbox mailbox)
    {
        var mailboxes = new Mailboxes(mailbox.Owner, null, new MailboxConnections((_, _, _) => ValueTask.FromResult(mailbox)), new UnitMeter());
        return new MessageFetch(mailboxes, cache, new MailboxProfile(mailboxes));
    }

    private OpenMailbox Open(Owner owner, string? address) =>
        new(Connect(), isSignedIn: null, owner, _ => Task.FromResult(address));

    private GmailClient Connect() => Emulated.Connect(_gmail, TestServer.Address, TimeProvider.System);

    private CacheDisk Disk(byte[]? key = null) => new(
        Folder,
        new StoreKey(Convert.ToHexString(key ?? SHA256.HashData("a key"u8)), Path.Combine(_home, "none"), _home, _ => { }),
        text => Assert.Fail(text));
}
