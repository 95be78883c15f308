using System.Text;
using System.Text.Json;
using GmailMcp.Accounts;

namespace GmailMcp.Tests.Accounts;

public sealed class CredentialsJsonTests
{
    private const string Path = "/home/anna/.gmail-mcp/credentials.json";

    [Fact]
    public void Reads_the_plain_shape()
    {
        var credentials = Parse("""
            {"access_token":"a","refresh_token":"r","scope":"x y","token_type":"Bearer","expiry_date":1767225600000}
            """);

        Assert.Equal("a", credentials.AccessToken);
        Assert.Equal("r", credentials.RefreshToken);
        Assert.Equal(["x", "y"], credentials.Scopes);
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), credentials.ExpiresAt);
    }

    [Fact]
    public void Reads_the_wrapped_shape()
    {
        var credentials = Parse("""
            {"tokens":{"access_token":"a","refresh_token":"r","expiry_date":1767225600000},"scopes":["x","y"]}
            """);

        Assert.Equal("a", credentials.AccessToken);
        Assert.Equal("r", credentials.RefreshToken);
        Assert.Equal(["x", "y"], credentials.Scopes);
    }

    [Theory]
    [InlineData("\"1767225600000\"")]
    [InlineData("1767225600000.5")]
    [InlineData("1.7672256e12")]
    public void Reads_a_time_however_it_was_written(string expiry) =>
        Assert.Equal(
            new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
            Parse($$"""{"refresh_token":"r","expiry_date":{{expiry}} }""").ExpiresAt);

    [Theory]
    [InlineData("null")]
    [InlineData("-5")]
    [InlineData("1e300")]
    [InlineData("\"soon\"")]
    [InlineData("{}")]
    public void Treats_an_impossible_time_as_unknown(string expiry) =>
        Assert.Null(Parse($$"""{"refresh_token":"r","expiry_date":{{expiry}} }""").ExpiresAt);

    [Fact]
    public void Reads_a_file_with_a_byte_order_mark() =>
        Assert.Equal("r", CredentialsJson.Parse(
            (byte[])[0xEF, 0xBB, 0xBF, .. """{"refresh_token":"r"}"""u8], Path).RefreshToken);

    [Theory]
    [InlineData("")]
    [InlineData("{\"access_token\":\"secret-a\"")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("secret-a")]
    [InlineData("{\"access_token\":\"secret-a\",\"access_token\":\"secret-a\"}")]
    [InlineData("{\"tokens\":{\"scope\":\"secret-a\",\"scope\":\"x\"}}")]
    [InlineData("{\"access_token\":\"secret-a\\ud800\"}")]
    [InlineData("{\"secret-a\\ud800\":1}")]
    [InlineData("{\"refresh_token\":\"r\",\"other\":[\"secret-a\\udc00\"]}")]
    public void Says_which_file_is_broken_without_repeating_it(string text)
    {
        var failure = Assert.Throws<AccountException>(() => Parse(text));

        Assert.StartsWith(Path, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-a", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Writes_what_google_auth_library_reads()
    {
        var written = CredentialsJson.Serialize(new()
        {
            AccessToken = "a",
            RefreshToken = "r",
            Scopes = ["x", "y"],
            ExpiresAt = DateTimeOffset.FromUnixTimeMilliseconds(1767225600000),
        });

        using var document = JsonDocument.Parse(written);
        var root = document.RootElement;
        Assert.Equal("a", root.GetProperty("access_token").GetString());
        Assert.Equal("r", root.GetProperty("refresh_token").GetString());
        Assert.Equal("x y", root.GetProperty("scope").GetString());
        Assert.Equal("Bearer", root.GetProperty("token_type").GetString());
        Assert.Equal(1767225600000, root.GetProperty("expiry_date").GetInt64());
    }

    [Fact]
    public void Keeps_unknown_fields_of_both_shapes()
    {
        var plain = RoundTrip("""{"refresh_token":"r","id_token":"i","deep":{"list":[1,null]},"nothing":null}""");
        var wrapped = RoundTrip("""{"tokens":{"refresh_token":"r","id_token":"i"},"scopes":["x"],"version":2}""");

        Assert.Equal("i", plain.GetProperty("id_token").GetString());
        Assert.Equal("[1,null]", plain.GetProperty("deep").GetProperty("list").GetRawText().Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal));
        Assert.Equal(JsonValueKind.Null, plain.GetProperty("nothing").ValueKind);
        Assert.Equal("i", wrapped.GetProperty("id_token").GetString());
        Assert.Equal(2, wrapped.GetProperty("version").GetInt32());
        Assert.False(wrapped.TryGetProperty("tokens", out _));
    }

    [Fact]
    public void Forgets_the_mark_of_a_token_that_is_no_longer_there()
    {
        var marked = Encoding.UTF8.GetString(CredentialsJson.Serialize(
            new() { RefreshToken = "dead-token", SignInAgain = "invalid_grant" }));

        Assert.Equal("invalid_grant", Parse(marked).SignInAgain);
        Assert.Null(Parse(marked.Replace("dead-token", "fresh-token", StringComparison.Ordinal)).SignInAgain);
    }

    [Fact]
    public void Prints_no_token() =>
        Assert.DoesNotContain("secret-", new Credentials { AccessToken = "secret-a", RefreshToken = "secret-r" }.ToString(), StringComparison.Ordinal);

    private static Credentials Parse(string text) => CredentialsJson.Parse(Encoding.UTF8.GetBytes(text), Path);

    private static JsonElement RoundTrip(string text)
    {
        using var document = JsonDocument.Parse(CredentialsJson.Serialize(Parse(text)));
        return document.RootElement.Clone();
    }
}
