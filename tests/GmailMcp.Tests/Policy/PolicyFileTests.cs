using System.Text;
using GmailMcp.Policy;

namespace GmailMcp.Tests.Policy;

public sealed class PolicyFileTests
{
    [Fact]
    public void Takes_every_setting()
    {
        var settings = Parse(
            """
            {
              // the operator's own words
              "profile": "send", "readOnly": true, "confirm": "always",
              "recipients": { "allow": ["example.com"], "deny": ["eve@example.com"], "threadOnly": true },
              "caps": { "send": 3, "delete": 0, "filter": 1 },
            }
            """);

        Assert.Equal((Profile.Send, true, ConfirmMode.Always), (settings.Profile, settings.IsReadOnly, settings.Asks));
        Assert.Equal("example.com", Assert.Single(Assert.Single(settings.Allowed)).Text);
        Assert.Equal("eve@example.com", Assert.Single(settings.Denied).Text);
        Assert.True(settings.IsThreadOnly);
        Assert.Equal((3, 0, 1), (settings.CapOf(CappedAct.Send), settings.CapOf(CappedAct.Delete), settings.CapOf(CappedAct.Filter)));
    }

    [Theory]
    [InlineData("""{"confrim": "always"}""", "confrim")]
    [InlineData("""{"confirm": "Sometimes"}""", "never, auto, always")]
    [InlineData("""{"confirm": 1}""", "never, auto, always")]
    [InlineData("""{"profile": "admin"}""", "readonly, triage")]
    [InlineData("""{"readOnly": "true"}""", "true or false")]
    [InlineData("""{"recipients": {"alow": []}}""", "alow")]
    [InlineData("""{"recipients": {"allow": []}}""", "empty")]
    [InlineData("""{"recipients": {"allow": "example.com"}}""", "list")]
    [InlineData("""{"recipients": {"deny": [1]}}""", "list")]
    [InlineData("""{"recipients": {"deny": ["nobody"]}}""", "nobody")]
    [InlineData("""{"caps": {"send": -1}}""", "whole number")]
    [InlineData("""{"caps": {"send": 1.5}}""", "whole number")]
    [InlineData("""{"caps": {"mail": 1}}""", "mail")]
    [InlineData("""{"readOnly": true, "readOnly": false}""", "not JSON")]
    [InlineData("""[]""", "object")]
    [InlineData("""{""", "not JSON")]
    [InlineData("", "not JSON")]
    public void Anything_else_stops_the_start_with_a_sentence(string json, string said)
    {
        var exception = Assert.Throws<PolicyException>(() => Parse(json));
        Assert.Contains("policy.json", exception.Message, StringComparison.Ordinal);
        Assert.Contains(said, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_stops_the_start() =>
        Assert.Throws<PolicyException>(() => PolicyFile.Read(Path.Combine(Path.GetTempPath(), "no-such-policy.json"), _ => { }));

    [Fact]
    public void A_file_that_others_can_change_is_repaired_and_told()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return;
        }

        var folder = Directory.CreateTempSubdirectory("gmail-mcp-policy-").FullName;
        var path = Path.Combine(folder, "policy.json");
        try
        {
            File.WriteAllText(path, "{}");
            File.SetUnixFileMode(path, (UnixFileMode)0b110_110_110);
            var notices = new List<string>();
            PolicyFile.Read(path, notices.Add);
            Assert.Contains("open to other users", Assert.Single(notices), StringComparison.Ordinal);
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));

            // A slip such as --policy /etc/passwd: the file is another program's.
            File.WriteAllText(path, "root:x:0:0::/root:/bin/sh");
            File.SetUnixFileMode(path, (UnixFileMode)0b110_100_100);
            Assert.Throws<PolicyException>(() => PolicyFile.Read(path, notices.Add));
            Assert.Equal((UnixFileMode)0b110_100_100, File.GetUnixFileMode(path));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static PolicySettings Parse(string json) => PolicyFile.Parse(Encoding.UTF8.GetBytes(json), "policy.json");
}
