using System.Runtime.Versioning;
using GmailMcp.Storage;

namespace GmailMcp.Tests.Storage;

public sealed class StoreKeyTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly byte[] _bytes = [.. Enumerable.Range(224, 32).Select(value => (byte)value)];

    private string Path => _folder["config/gmail-mcp/store.key"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Takes_32_bytes_in_base64_base64url_or_hex()
    {
        var base64 = Convert.ToBase64String(_bytes);
        var url = base64.Replace('+', '-').Replace('/', '_').TrimEnd('=');
        string[] spellings = [base64, url, base64.TrimEnd('='), Convert.ToHexString(_bytes), Convert.ToHexStringLower(_bytes), $" {base64}\n"];

        Assert.All(spellings, text => Assert.Equal(_bytes, Key(text).Bytes.ToArray()));
        Assert.False(File.Exists(Path));
    }

    [Theory]
    [InlineData("hunter2")]
    [InlineData("a password of thirty-two letters")]
    [InlineData("4OHi4+Tl5ufo6err7O3u7/Dx8vP09fb3+Pn6+/z9/g==")]
    [InlineData("4OHi4+Tl5ufo6err7O3u7/Dx8vP09fb3+Pn6+/z9/v8A")]
    [InlineData("e0e1e2e3e4e5e6e7e8e9eaebecedeeeff0f1f2f3f4f5f6f7f8f9fafbfcfdfe")]
    public void Refuses_anything_else_and_says_how_to_make_one(string text)
    {
        var problem = Assert.Throws<SealException>(() => Key(text));

        Assert.Equal(
            "GMAIL_MCP_STORE_KEY holds no key: it takes 32 bytes in base64, or 64 hex digits. "
            + "Make one with: openssl rand -base64 32.",
            problem.Message);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Makes_an_owner_only_file_when_it_is_first_needed_and_not_before()
    {
        var key = Key(null);
        Assert.False(File.Exists(Path));

        var made = key.Bytes.ToArray();

        Assert.Equal(32, made.Length);
        Assert.Equal(Convert.ToBase64String(made) + "\n", File.ReadAllText(Path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
        Assert.Equal(made, Key("").Bytes.ToArray());
    }

    [Fact]
    public void Refuses_a_file_that_holds_no_key_and_leaves_it()
    {
        OwnerOnlyFile.Write(Path, "hunter2"u8);
        var key = Key(null);

        var problem = Assert.Throws<SealException>(() => key.Bytes.ToArray());

        Assert.Contains(Path, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", problem.ToString(), StringComparison.Ordinal);
        Assert.Equal("hunter2", File.ReadAllText(Path));
    }

    [Fact]
    public void Makes_no_key_beside_what_it_seals()
    {
        var key = new StoreKey(null, Path, _folder["config"], _ => { });

        Assert.Contains(StoreKey.Variable, Assert.Throws<SealException>(() => key.Bytes.ToArray()).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path));
        Assert.Equal(32, new StoreKey(null, Path, _folder["config/gmail-mcp/owners"], _ => { }).Bytes.Length);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Lies_in_the_folder_for_settings()
    {
        Assert.Equal("/home/x/.config/gmail-mcp/store.key", StoreKey.DefaultPath(null, "/home/x", null));
        Assert.Equal("/home/x/.config/gmail-mcp/store.key", StoreKey.DefaultPath("relative", "/home/x", null));
        Assert.Equal("/etc/x/gmail-mcp/store.key", StoreKey.DefaultPath("/etc/x", "/home/x", null));
        Assert.Equal("/roaming/gmail-mcp/store.key", StoreKey.DefaultPath("/etc/x", "/home/x", "/roaming"));
    }

    [Fact]
    public void Never_prints_the_key() =>
        Assert.Equal("the store's key from GMAIL_MCP_STORE_KEY", Key(Convert.ToHexString(_bytes)).ToString());

    private StoreKey Key(string? variable) => new(variable, Path, _folder["data"], _ => { });
}
