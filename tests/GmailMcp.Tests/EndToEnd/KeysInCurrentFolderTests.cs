using GmailMcp.Tests.Accounts;
using GmailMcp.Tests.Storage;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>A server that was started in a downloaded folder takes no keys from it, and says where they would belong.</summary>
public sealed class KeysInCurrentFolderTests
{
    [Fact]
    public async Task The_server_says_that_it_does_not_read_them()
    {
        using var home = new ScratchFolder();
        File.WriteAllText(home["gcp-oauth.keys.json"], AccountFolder.Keys());

        var call = await Finished.RunAsync(home.Path, "call", "list_email_labels");
        var doctor = await Finished.RunAsync(home.Path, "doctor");

        Assert.Equal(1, call.ExitCode);
        Assert.Contains("OAuth keys file not found", call.Out, StringComparison.Ordinal);
        Assert.Contains($"Notice: {home["gcp-oauth.keys.json"]} is not read", call.Error, StringComparison.Ordinal);
        Assert.Contains("gmail-mcp auth", call.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(AccountFolder.ClientSecret, call.Out + call.Error + doctor.Out + doctor.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(home[".gmail-mcp"]), "The keys were copied.");
    }

    [Fact]
    public async Task Nothing_is_said_of_them_to_one_who_is_signed_in()
    {
        await using var gmail = await LoopbackGmail.StartAsync();
        await using var server = await gmail.StartServerAsync(
            home => File.WriteAllText(Path.Combine(home, "gcp-oauth.keys.json"), AccountFolder.Keys()));

        await server.ResultAsync(1, Frame.Call(1, "list_email_labels"));

        Assert.Equal("", server.Error);
    }
}
