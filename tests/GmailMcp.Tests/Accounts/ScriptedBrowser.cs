using System.Net.Sockets;
using System.Text;
using GmailMcp.Accounts;

namespace GmailMcp.Tests.Accounts;

/// <summary>A browser with a person in it who does what the test says on Google's page.</summary>
internal sealed class ScriptedBrowser(Func<ConsentPage, Task> person) : IBrowser
{
    /// <summary>The person's doings, for the test to await.</summary>
    public Task Done { get; private set; } = Task.CompletedTask;

    public ConsentPage? Page { get; private set; }

    /// <summary>Somebody who allows everything; Google then sends the browser back with a code.</summary>
    public static ScriptedBrowser ThatAllows() => new(page => page.ReturnAsync("code=code-1"));

    public bool TryOpen(string address)
    {
        Page = new ConsentPage(address);
        Done = person(Page);
        return true;
    }

    /// <summary>Sends a request to the callback listener and returns its whole answer.</summary>
    public static async Task<string> SendAsync(string host, int port, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(host, port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
