using Gmail;
using Gmail.Emulator;
using GmailMcp.Accounts;
using GmailMcp.Hosting;
using GmailMcp.Mailbox;
using Microsoft.Extensions.Time.Testing;

namespace GmailMcp.Tests.Mailbox;

/// <summary>Many mailboxes in one memory: none sees another's mail, and none pushes the others out.</summary>
public sealed class MessageCacheRoomTests
{
    // Message ids tell the time: with one clock and one seed they are the same in each mailbox.
    private static readonly FakeTimeProvider Clock = new(new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero));

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_message_id_in_two_mailboxes_is_two_messages()
    {
        var cache = new MessageCache(new CacheSettings(), TimeProvider.System);
        using var ann = new Person(cache, "canary of Ann");
        using var bob = new Person(cache, "canary of Bob");
        Assert.Equal(ann.Ids, bob.Ids);

        await ann.Fetch().ReadAsync(ann.Ids[0], Now);
        var first = await bob.Fetch().ReadAsync(bob.Ids[0], Now);
        var second = await bob.Fetch().ReadAsync(bob.Ids[0], Now);
        var found = await ann.Fetch().GetManyAsync(ann.Ids, ["Subject"], Now);

        Assert.Contains("canary of Bob", first.Mail.Headers.Subject, StringComparison.Ordinal);
        Assert.Contains("canary of Bob", second.Mail.Headers.Subject, StringComparison.Ordinal);
        Assert.All(found, one => Assert.Contains(
            "canary of Ann", one.Value!.Payload!.Headers!.Single(header => header.Name == "Subject").Value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_mailbox_that_reads_much_leaves_the_others_their_mail()
    {
        var cache = new MessageCache(new CacheSettings(200_000), TimeProvider.System);
        using var quiet = new Person(cache, "quiet");
        using var loud = new Person(cache, "loud", 60);
        foreach (var id in quiet.Ids)
        {
            await quiet.Fetch().ReadAsync(id, Now);
        }

        foreach (var id in loud.Ids)
        {
            await loud.Fetch().ReadAsync(id, Now);
            Assert.InRange(cache.Bytes, 1, 200_000);
        }

        var before = quiet.Gmail.UnitsSpent;
        foreach (var id in quiet.Ids)
        {
            await quiet.Fetch().ReadAsync(id, Now);
        }

        Assert.Equal(quiet.Ids.Count * 2, quiet.Gmail.UnitsSpent - before);
    }

    [Fact]
    public async Task A_mail_larger_than_its_part_of_the_room_is_not_remembered()
    {
        var cache = new MessageCache(new CacheSettings(100_000), TimeProvider.System);
        using var person = new Person(cache, new string('x', 10_000), 1);

        await person.Fetch().ReadAsync(person.Ids[0], Now);

        Assert.Equal(0, cache.Bytes);
    }

    [Fact]
    public async Task What_was_fetched_while_somebody_else_signed_in_is_not_remembered()
    {
        var cache = new MessageCache(new CacheSettings(), TimeProvider.System);
        var isSignedIn = true;
        using var person = new Person(cache, "canary", isSignedIn: () => isSignedIn);
        await person.Fetch().ReadAsync(person.Ids[0], Now);
        var before = cache.Bytes;

        isSignedIn = false;
        await person.Fetch().ReadAsync(person.Ids[1], Now);
        Assert.Equal(before, cache.Bytes);

        // The first look at what was remembered finds out.
        var units = person.Gmail.UnitsSpent;
        await person.Fetch().ReadAsync(person.Ids[0], Now);
        Assert.Equal(2 + 20, person.Gmail.UnitsSpent - units);
        Assert.Equal(0, cache.Bytes);
    }

    /// <summary>A mailbox with as many messages as wanted, all of which bear the same words.</summary>
    private sealed class Person : IDisposable
    {
        private readonly MessageCache _cache;
        private readonly OpenMailbox _mailbox;

        public Person(MessageCache cache, string words, int count = 3, Func<bool>? isSignedIn = null)
        {
            _cache = cache;
            var mailbox = Gmail.AddAccount(TestServer.Address);
            Ids = [.. Enumerable.Range(0, count).Select(i => mailbox.Deliver(Some.Message($"{words} {i}", body: new string('x', 4_000))))];
            _mailbox = new OpenMailbox(Emulated.Connect(Gmail, TestServer.Address, TimeProvider.System), isSignedIn);
        }

        public EmulatedGmail Gmail { get; } = new(new EmulatedGmailOptions { TimeProvider = Clock });

        public IReadOnlyList<string> Ids { get; }

        /// <summary>As each call has one of its own.</summary>
        public MessageFetch Fetch()
        {
            var mailboxes = new Mailboxes(Owner.Local, null, new MailboxConnections((_, _, _) => ValueTask.FromResult(_mailbox)), new UnitMeter());
            return new MessageFetch(mailboxes, _cache, new MailboxProfile(mailboxes));
        }

        public void Dispose() => Gmail.Dispose();
    }
}
