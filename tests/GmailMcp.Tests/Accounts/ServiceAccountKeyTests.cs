using System.Buffers.Text;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using GmailMcp.Accounts;
using GmailMcp.Tests.Storage;

namespace GmailMcp.Tests.Accounts;

public sealed class ServiceAccountKeyTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly ScratchFolder _folder = new();
    private readonly List<string> _notices = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Reads_the_account_and_its_key_from_Googles_file()
    {
        var key = RobotKey.Parse(RobotKey.Json());

        Assert.Equal((RobotKey.Email, RobotKey.ClientId, "key-1"), (key.ClientEmail, key.ClientId, key.KeyId));
        Assert.Equal($"service account {RobotKey.Email} from robot.json", key.ToString());
    }

    [Fact]
    public void Signs_who_it_is_for_whom_for_what_and_for_how_long()
    {
        var parts = RobotKey.Parse(RobotKey.Json())
            .CreateAssertion("anna@example.com", [AccountFolder.Modify, AccountFolder.SettingsBasic], Noon)
            .Split('.');

        Assert.Equal("""{"alg":"RS256","typ":"JWT","kid":"key-1"}""", Text(parts[0]));
        var claims = JsonNode.Parse(Text(parts[1]))!.AsObject();
        Assert.Equal(RobotKey.Email, claims["iss"]!.GetValue<string>());
        Assert.Equal("anna@example.com", claims["sub"]!.GetValue<string>());
        Assert.Equal($"{AccountFolder.Modify} {AccountFolder.SettingsBasic}", claims["scope"]!.GetValue<string>());
        Assert.Equal("https://oauth2.googleapis.com/token", claims["aud"]!.GetValue<string>());
        Assert.Equal(Noon.ToUnixTimeSeconds(), claims["iat"]!.GetValue<long>());
        Assert.Equal(Noon.ToUnixTimeSeconds() + 3600, claims["exp"]!.GetValue<long>());
        Assert.Equal(6, claims.Count);
        Assert.True(RobotKey.HasSigned($"{parts[0]}.{parts[1]}", Base64Url.DecodeFromChars(parts[2])));
    }

    [Theory]
    [InlineData("type", "authorized_user")]
    [InlineData("type", null)]
    [InlineData("client_email", null)]
    [InlineData("client_email", "robot")]
    [InlineData("private_key", null)]
    public void Refuses_a_file_that_is_no_service_accounts(string field, string? value)
    {
        var json = RobotKey.Json();
        json[field] = value;

        var problem = Assert.Throws<AccountException>(() => RobotKey.Parse(json));

        Assert.StartsWith("robot.json is not the key file of a service account.", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_private_key_of_another_form_without_showing_it()
    {
        using var elliptic = ECDsa.Create();
        string[] wrong =
        [
            "hunter2",
            "-----BEGIN PRIVATE KEY-----\naHVudGVyMg==\n-----END PRIVATE KEY-----\n",
            RobotKey.RsaPem,
            RobotKey.PublicPem,
            elliptic.ExportPkcs8PrivateKeyPem(),
        ];

        foreach (var pem in wrong)
        {
            var json = RobotKey.Json();
            json["private_key"] = pem;
            var problem = Assert.Throws<AccountException>(() => RobotKey.Parse(json));
            Assert.StartsWith("The private_key in robot.json is no RSA key", problem.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("hunter2", problem.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Says_when_others_can_read_the_file_but_reads_it()
    {
        var path = _folder["robot.json"];
        File.WriteAllText(path, RobotKey.Json().ToJsonString());
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        Assert.Equal(RobotKey.Email, ServiceAccountKey.Read(path, _notices.Add).ClientEmail);
        Assert.Contains("mode 0604", Assert.Single(_notices), StringComparison.Ordinal);

        File.SetUnixFileMode(path, UnixFileMode.UserRead);
        ServiceAccountKey.Read(path, _notices.Add);
        Assert.Single(_notices);
    }

    [Fact]
    public void Says_when_there_is_no_file() => Assert.Contains(
        "is not there",
        Assert.Throws<AccountException>(() => ServiceAccountKey.Read(_folder["absent.json"], _notices.Add)).Message,
        StringComparison.Ordinal);

    private static string Text(string segment) => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(segment));
}
