using System.Text.Json.Nodes;
using Gmail.Emulator;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>A call that names an account, where the credentials file was written by a Node server and names nobody.</summary>
public sealed class AccountArgumentTests
{
    private const string GetProfile = "users.getProfile";

    [Fact]
    public async Task Gmail_is_asked_once_whose_mailbox_it_is()
    {
        await using var gmail = await LoopbackGmail.StartAsync();
        await using var server = await gmail.StartServerAsync();

        var first = await CallAsync(server, 1, LoopbackGmail.Address);
        var second = await CallAsync(server, 2, LoopbackGmail.Address.ToUpperInvariant());

        Assert.StartsWith("Found ", first, StringComparison.Ordinal);
        Assert.StartsWith("Found ", second, StringComparison.Ordinal);
        Assert.Equal(1, Asked(gmail));
    }

    [Fact]
    public async Task Somebody_elses_mailbox_is_refused_and_the_signed_in_one_named()
    {
        await using var gmail = await LoopbackGmail.StartAsync();
        await using var server = await gmail.StartServerAsync();

        var text = await CallAsync(server, 1, "somebody@example.com");

        Assert.Equal(
            $"Error: No account of that name is signed in; {LoopbackGmail.Address} is. "
            + "Leave the account out, or sign in: gmail-mcp auth.",
            text);
        Assert.DoesNotContain(gmail.Gmail.Requests, request => request.MethodId.EndsWith("labels.list", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_is_asked_where_no_account_is_named()
    {
        await using var gmail = await LoopbackGmail.StartAsync();
        await using var server = await gmail.StartServerAsync();

        Assert.StartsWith("Found ", await CallAsync(server, 1, account: null), StringComparison.Ordinal);

        Assert.Equal(0, Asked(gmail));
    }

    [Fact]
    public async Task A_profile_that_cannot_be_read_refuses_the_call_with_the_reason_and_is_asked_for_again()
    {
        await using var gmail = await LoopbackGmail.StartAsync();
        await using var server = await gmail.StartServerAsync();
        gmail.Gmail.Faults.Add(EmulatedFault.DailyLimitExceeded(), GetProfile);

        var refused = await CallAsync(server, 1, LoopbackGmail.Address);
        var later = await CallAsync(server, 2, LoopbackGmail.Address);

        Assert.StartsWith("Error: Whose mailbox this is, is not known: ", refused, StringComparison.Ordinal);
        Assert.Contains("Daily Limit Exceeded", refused, StringComparison.Ordinal);
        Assert.Contains("Or leave account out, or sign in again: gmail-mcp auth.", refused, StringComparison.Ordinal);
        Assert.StartsWith("Found ", later, StringComparison.Ordinal);
    }

    private static int Asked(LoopbackGmail gmail) => gmail.Gmail.Requests.Count(
        request => request.MethodId.EndsWith(GetProfile, StringComparison.Ordinal));

    private static async Task<string> CallAsync(ServerProcess server, int id, string? account)
    {
        var arguments = account is null ? [] : new JsonObject { ["account"] = account };
        var result = await server.ResultAsync(id, Frame.Call(id, "list_email_labels", arguments));
        return (string)result["content"]![0]!["text"]!; // every answer begins with a text
    }
}
