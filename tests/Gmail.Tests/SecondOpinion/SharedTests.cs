using Gmail.Messages;

namespace Gmail.Tests.SecondOpinion;

/// <summary>Tests that run against either server: each class has one descendant for ours and one for npm's.</summary>
public abstract class SharedTests(GmailServer server) : IAsyncLifetime
{
    private static readonly InsertOptions ByItsDate = new() { InternalDateSource = "dateHeader" };

    private SignedIn? _signedIn;

    protected GmailClient Gmail => SignedIn.Client;

    /// <summary>Somebody else's mailbox at the same server.</summary>
    protected ValueTask<SignedIn> SignInAnotherAsync() => server.SignInAsync();

    protected SignedIn SignedIn => _signedIn ?? throw new InvalidOperationException("The test has not begun.");

    public async ValueTask InitializeAsync() => _signedIn = await server.SignInAsync();

    public ValueTask DisposeAsync()
    {
        _signedIn?.Http.Dispose();
        (server as EmulatorServer)?.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>What is to be expected where the servers are known to differ.</summary>
    protected T Either<T>(T ours, T theirs) => server.IsOurs ? ours : theirs;

    /// <summary>Puts a mail into the mailbox that arrived so many hours after Monday noon.</summary>
    protected async Task<Message> InsertAsync(
        string subject,
        string body = "Shall we meet at noon?",
        string from = "Carla <carla@example.org>",
        int hours = 0,
        string[]? labelIds = null,
        string? threadId = null,
        string? messageId = null,
        string? inReplyTo = null)
    {
        var mail = Some.Mail(
            subject, body, from, SignedIn.EmailAddress, Some.Monday.AddHours(hours), messageId, inReplyTo);
        return await Gmail.Messages.InsertAsync(
            mail, ByItsDate with { LabelIds = labelIds ?? ["INBOX"], ThreadId = threadId });
    }

    protected Task<Message> InsertAsync(byte[] mail) =>
        Gmail.Messages.InsertAsync(MimeContent.FromBytes(mail), ByItsDate with { LabelIds = ["INBOX"] });

    /// <summary>The subjects of what a search finds, newest first.</summary>
    protected async Task<string[]> SearchAsync(
        string? query = null, string[]? labelIds = null, bool includeSpamTrash = false)
    {
        var list = await Gmail.Messages.ListAsync(query, labelIds, includeSpamTrash: includeSpamTrash);
        var subjects = new List<string>();
        foreach (var message in list.Messages)
        {
            subjects.Add(Subject(await Gmail.Messages.GetAsync(message.Id!, MessageFormat.Metadata)));
        }

        return [.. subjects];
    }

    protected static string Subject(Message message) => Header(message, "Subject") ?? "";

    protected static string? Header(Message message, string name) =>
        message.Payload?.Headers?.FirstOrDefault(header => header.Name == name)?.Value;

    protected static async Task<GmailErrorKind> KindAsync(Func<Task> call) =>
        (await Assert.ThrowsAsync<GmailException>(call)).Kind;
}
