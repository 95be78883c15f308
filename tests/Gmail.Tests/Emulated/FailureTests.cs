using Gmail.Emulator;

namespace Gmail.Tests.Emulated;

/// <summary>What goes wrong at Gmail, in the forms in which Gmail says it, and what the client makes of it.</summary>
public sealed class FailureTests : IDisposable
{
    private readonly Scene _scene = new();

    private GmailClient Gmail => _scene.Client;

    private EmulatedFaults Faults => _scene.Gmail.Faults;

    public void Dispose() => _scene.Dispose();

    public static TheoryData<EmulatedFault, double> PassingFaults => new()
    {
        { EmulatedFault.UserRateLimitExceeded(Canned.JumpingTime.Noon.AddSeconds(20)), 20 },
        { EmulatedFault.UserRateLimitExceeded(), 1 },
        { EmulatedFault.RateLimitExceeded(), 1 },
        { EmulatedFault.QuotaExhausted(), 1 },
        { EmulatedFault.TooManyConcurrentRequests(), 1 },
        { EmulatedFault.TooManyRequests(TimeSpan.FromSeconds(7)), 7 },
        { EmulatedFault.BackendError(500), 1 },
        { EmulatedFault.BackendError(503, TimeSpan.FromSeconds(9)), 9 },
        { EmulatedFault.BackendError(504), 1 },
        { EmulatedFault.HtmlBadGateway(), 1 },
        { EmulatedFault.FailedPrecondition(), 1 },
        { EmulatedFault.ResetBeforeWork(), 1 },
        { EmulatedFault.ResetAfterWork(), 1 },
    };

    public static TheoryData<EmulatedFault> FaultsOfSends => [.. PassingFaults.Select(row => row.Data.Item1)];

    public static TheoryData<EmulatedFault, GmailErrorKind> LastingFaults => new()
    {
        { EmulatedFault.DailyLimitExceeded(), GmailErrorKind.QuotaExhausted },
        { EmulatedFault.AccessNotConfigured(), GmailErrorKind.ApiDisabled },
        { EmulatedFault.DomainPolicy(), GmailErrorKind.PolicyDenied },
        { EmulatedFault.InvalidCredentials(), GmailErrorKind.Unauthorized },
    };

    [Theory]
    [MemberData(nameof(PassingFaults))]
    public async Task Reading_waits_as_long_as_asked_and_succeeds(EmulatedFault fault, double seconds)
    {
        Faults.Add(fault);
        var profile = await Gmail.Profile.GetAsync();
        Assert.Equal(Scene.Anna, profile.EmailAddress);
        Assert.Equal(seconds, (_scene.Time.GetUtcNow() - Canned.JumpingTime.Noon).TotalSeconds, tolerance: 0.001);
        Assert.Equal(2, _scene.Gmail.Requests.Count);
    }

    [Theory]
    [MemberData(nameof(PassingFaults))]
    public async Task Labels_are_changed_again_after_a_failure(EmulatedFault fault, double seconds)
    {
        var messageId = _scene.Deliver();
        Faults.Add(fault, "users.messages.modify");
        var changed = await Gmail.Messages.ModifyAsync(messageId, ["STARRED"], ["UNREAD"]);
        Assert.Equal(["INBOX", "STARRED"], changed.LabelIds!.Order());
        Assert.True(_scene.Time.GetUtcNow() >= Canned.JumpingTime.Noon.AddSeconds(seconds));
    }

    [Theory]
    [MemberData(nameof(LastingFaults))]
    public async Task What_waiting_does_not_mend_is_said_at_once(EmulatedFault fault, GmailErrorKind kind)
    {
        Faults.Add(fault);
        var error = await Assert.ThrowsAsync<GmailException>(() => Gmail.Profile.GetAsync());
        Assert.Equal((kind, "users.getProfile"), (error.Kind, error.MethodId));
        Assert.Single(_scene.Gmail.Requests);
        Assert.Empty(_scene.Time.Waits);
    }

    [Theory]
    [MemberData(nameof(FaultsOfSends))]
    public async Task No_send_is_ever_made_twice(EmulatedFault fault)
    {
        var draft = await Gmail.Drafts.CreateAsync(Some.Mail("Hello", from: Scene.Anna, to: Scene.Ben));
        Faults.Add(fault, "users.drafts.send");
        await Assert.ThrowsAsync<GmailException>(() => Gmail.Drafts.SendAsync(draft.Id!));
        Assert.Single(_scene.Gmail.Requests, request => request.MethodId == "users.drafts.send");
        Assert.Empty(_scene.Time.Waits);
        Assert.InRange(_scene.Other.Messages.Count, 0, 1);
    }

    [Fact]
    public async Task A_send_whose_answer_is_lost_is_in_doubt_and_one_that_never_left_is_not()
    {
        var draft = await Gmail.Drafts.CreateAsync(Some.Mail("Hello", from: Scene.Anna, to: Scene.Ben));
        Faults.Add(EmulatedFault.ResetBeforeWork(), "users.drafts.send");
        var before = await Assert.ThrowsAsync<GmailException>(() => Gmail.Drafts.SendAsync(draft.Id!));
        Assert.False(before.WasAmbiguous);
        Assert.Empty(_scene.Other.Messages);

        Faults.Add(EmulatedFault.ResetAfterWork(), "users.drafts.send");
        var after = await Assert.ThrowsAsync<GmailException>(() => Gmail.Drafts.SendAsync(draft.Id!));
        Assert.True(after.WasAmbiguous);
        Assert.Single(_scene.Other.Messages);
    }

    [Theory]
    [InlineData(503)]
    [InlineData(500)]
    public async Task A_send_that_fails_at_Gmails_end_is_in_doubt(int status)
    {
        Faults.Add(EmulatedFault.BackendError(status), "users.messages.send");
        var error = await Assert.ThrowsAsync<GmailException>(() => Gmail.Messages.SendAsync(Some.Mail(to: Scene.Ben)));
        Assert.Equal((GmailErrorKind.Server, true), (error.Kind, error.WasAmbiguous));
    }

    [Fact]
    public async Task A_limit_of_sent_mail_is_no_limit_of_calls()
    {
        var until = Canned.JumpingTime.Noon.AddHours(3);
        Faults.Add(EmulatedFault.MailSendingLimitExceeded(until), "users.messages.send");
        var error = await Assert.ThrowsAsync<GmailException>(() => Gmail.Messages.SendAsync(Some.Mail(to: Scene.Ben)));
        Assert.Equal((GmailErrorKind.MailSendingLimited, until, false), (error.Kind, error.RetryAt, error.WasAmbiguous));
        await Gmail.Messages.ListAsync();
        Assert.Empty(_scene.Other.Messages);
    }

    [Fact]
    public async Task A_long_lockout_is_told_and_not_slept()
    {
        var until = Canned.JumpingTime.Noon.AddMinutes(15);
        Faults.Add(EmulatedFault.UserRateLimitExceeded(until));
        var error = await Assert.ThrowsAsync<GmailException>(() => Gmail.Profile.GetAsync());
        Assert.Equal((GmailErrorKind.RateLimited, until), (error.Kind, error.RetryAt));
        await Assert.ThrowsAsync<GmailException>(() => Gmail.Labels.ListAsync());
        Assert.Single(_scene.Gmail.Requests); // the second call stayed here: Gmail makes the lockout longer for those who ask
    }

    [Fact]
    public async Task Names_the_scope_that_is_missing()
    {
        var messageId = _scene.Deliver();
        var gmail = _scene.ClientWith("gmail.readonly");
        await gmail.Messages.GetAsync(messageId);
        var error = await Assert.ThrowsAsync<GmailException>(() => gmail.Messages.TrashAsync(messageId));
        Assert.Equal((GmailErrorKind.InsufficientScope, "users.messages.trash"), (error.Kind, error.MethodId));
    }

    [Fact]
    public async Task Only_full_access_deletes_for_good()
    {
        var messageId = _scene.Deliver();
        var gmail = _scene.ClientWith("gmail.modify");
        await gmail.Messages.TrashAsync(messageId);
        var error = await Assert.ThrowsAsync<GmailException>(() => gmail.Messages.DeleteAsync(messageId));
        Assert.Equal(GmailErrorKind.InsufficientScope, error.Kind);
        Assert.Single(_scene.Mailbox.Messages);
    }

    [Fact]
    public async Task Says_when_the_token_has_ended()
    {
        _scene.Gmail.ExpireAccessTokens();
        var error = await Assert.ThrowsAsync<GmailException>(() => Gmail.Messages.ListAsync());
        Assert.Equal(GmailErrorKind.Unauthorized, error.Kind);
    }

    [Fact]
    public async Task Refuses_a_message_that_Gmail_would_refuse_before_it_leaves()
    {
        var content = MimeContent.FromStream(() => throw new InvalidOperationException("It was read."), 36_700_161);
        var error = await Assert.ThrowsAsync<GmailException>(() => Gmail.Drafts.CreateAsync(content));
        Assert.Equal(GmailErrorKind.TooLarge, error.Kind);
        Assert.Empty(_scene.Gmail.Requests);
    }

    [Fact]
    public async Task Says_that_the_history_is_too_old()
    {
        _scene.Deliver();
        var error = await Assert.ThrowsAsync<GmailException>(() => Gmail.History.ListAsync("1"));
        Assert.Equal(GmailErrorKind.NotFound, error.Kind);
    }
}
