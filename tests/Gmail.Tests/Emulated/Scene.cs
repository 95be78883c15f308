using System.Net.Http.Headers;
using Gmail.Emulator;
using Gmail.Tests.Canned;

namespace Gmail.Tests.Emulated;

/// <summary>Anna's mailbox in the emulator and a client signed in to it; whoever waits makes their common clock jump. Without
/// limits of idle time every timer is somebody who waits, a whole minute for quota too.</summary>
internal sealed class Scene : IDisposable
{
    public const string Anna = "anna@example.com";
    public const string Ben = "ben@example.com";

    private readonly List<HttpClient> _clients = [];
    private readonly bool _limitsIdleTime;

    public Scene(bool limitsIdleTime = true)
    {
        _limitsIdleTime = limitsIdleTime;
        Time = new JumpingTime(jumpsAlways: !limitsIdleTime);
        Gmail = new EmulatedGmail(new EmulatedGmailOptions { TimeProvider = Time });
        Mailbox = Gmail.AddAccount(Anna, "Anna");
        Other = Gmail.AddAccount(Ben, "Ben");
        Client = ClientOf(Gmail);
    }

    public JumpingTime Time { get; }

    public EmulatedGmail Gmail { get; }

    public EmulatedMailbox Mailbox { get; }

    public EmulatedMailbox Other { get; }

    public GmailClient Client { get; }

    /// <summary>A client whose requests pass a handler of the test on their way to the emulator.</summary>
    public GmailClient ClientOf(HttpMessageHandler handler, params string[] scopes)
    {
        var http = new HttpClient(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", Gmail.IssueAccessToken(Anna, scopes));
        _clients.Add(http);
        var options = new GmailClientOptions { TimeProvider = Time, Jitter = () => 0 };
        return new GmailClient(http, _limitsIdleTime ? options : options with
        {
            IdleTimeout = Timeout.InfiniteTimeSpan,
            SendTimeout = Timeout.InfiniteTimeSpan,
        });
    }

    /// <summary>A client that may do only what the scopes allow.</summary>
    public GmailClient ClientWith(params string[] scopes) => ClientOf(Gmail, scopes);

    /// <summary>Puts a mail into Anna's inbox.</summary>
    public string Deliver(string subject = "Lunch", string? messageId = null) =>
        Mailbox.Deliver(Some.Bytes(subject, messageId: messageId), ["INBOX", "UNREAD"]);

    public void Dispose()
    {
        _clients.ForEach(client => client.Dispose());
        Gmail.Dispose();
    }
}
