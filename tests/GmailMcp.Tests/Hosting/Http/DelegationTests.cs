using GmailMcp.Authorization;
using GmailMcp.Hosting;
using GmailMcp.Tests.Accounts;
using ModelContextProtocol.Client;

namespace GmailMcp.Tests.Hosting.Http;

/// <summary>Mailboxes of an organisation, opened by a service account: each caller the one that his key names.</summary>
public sealed class DelegationTests
{
    private const string Ann = "ann@corp.example";
    private const string Bob = "bob@corp.example";

    [Fact]
    public async Task Each_key_opens_the_mailbox_that_its_line_names_and_no_other()
    {
        await using var server = await StartAsync(domain: "corp.example");
        var ann = await server.ConnectAsync("key of ann", "2026-07-28");
        var bob = await server.ConnectAsync("key of bob", "2025-06-18");
        server.Gmail.AddAccount(Ann, "Ann").CreateLabel("of-ann");
        server.Gmail.AddAccount(Bob, "Bob").CreateLabel("of-bob");

        Assert.Contains("of-ann", await LabelsAsync(ann), StringComparison.Ordinal);
        Assert.Contains("of-bob", await LabelsAsync(bob), StringComparison.Ordinal);
        Assert.DoesNotContain("of-ann", await LabelsAsync(bob), StringComparison.Ordinal);
        Assert.StartsWith(
            $"Error: No account of that name is opened here; {Bob} is.", await LabelsAsync(bob, Ann), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_sign_in_is_needed_and_none_is_started()
    {
        await using var server = await StartAsync(domain: "corp.example");
        var ann = await server.ConnectAsync("key of ann", "2025-06-18");

        var answer = await ann.CallToolAsync("get_auth_url", cancellationToken: TestContext.Current.CancellationToken);

        Assert.True(answer.IsError);
        Assert.StartsWith($"Error: The mailbox of {Ann} is opened by a service account.", answer.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_organisation_that_did_not_admit_the_service_account_is_told_where_to()
    {
        await using var server = await StartAsync(domain: "other.example");
        server.Gmail.AddAccount(Ann, "Ann");
        var ann = await server.ConnectAsync("key of ann", "2025-06-18");

        Assert.Contains("Domain-wide delegation", await LabelsAsync(ann), StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<HttpServer> StartAsync(string domain)
    {
        var keys = new CallerKeys(
            $"{Line("ann")} delegate={Ann}\n{Line("bob")} delegate={Bob}", path: null, TimeProvider.System, _ => { });
        var server = await HttpServer.StartAsync(
            http => http with { FindOwner = key => keys.Find(key)?.Owner, HasKeys = true },
            options => options with { Owners = new OwnerSettings { Keys = keys, ServiceAccount = RobotKey.Parse(RobotKey.Json()) } });
        server.Gmail.RegisterServiceAccount(RobotKey.Email, RobotKey.PublicPem, domain, "gmail.modify", "gmail.settings.basic");
        return server;
    }

    private static string Line(string name) =>
        name + ":" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes("key of " + name)));

    private static async Task<string> LabelsAsync(McpClient client, string? account = null)
    {
        var arguments = account is null ? [] : new Dictionary<string, object?> { ["account"] = account };
        return (await client.CallToolAsync("list_email_labels", arguments, cancellationToken: TestContext.Current.CancellationToken)).Text();
    }
}
