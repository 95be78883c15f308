using System.Runtime.Versioning;
using GmailMcp.Accounts;
using GmailMcp.Authorization;
using GmailMcp.Storage;
using GmailMcp.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace GmailMcp.Tests.Authorization;

public sealed class CallerKeysTests : IDisposable
{
    private static readonly string AnnasHash = KeyHash.Of("annas key");
    private static readonly string BensHash = KeyHash.Of("bens key");

    private readonly ScratchFolder _folder = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly List<string> _notices = [];

    private string Path => _folder["keys/callers"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Knows_a_caller_by_the_key_whose_hash_stands_there()
    {
        var keys = FromVariable($"anna:{AnnasHash}\nben:{BensHash.ToUpperInvariant()} delegate=ben@example.com");

        Assert.Equal(new CallerKey("anna", new Owner("key:anna"), null), keys.Find("annas key"));
        Assert.Equal(new CallerKey("ben", new Owner("key:ben"), "ben@example.com"), keys.Find("bens key"));
        Assert.Equal(2, keys.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("annas key ")]
    [InlineData("Annas key")]
    [InlineData("anna")]
    public void Knows_nobody_by_another_text(string bearer) =>
        Assert.Null(FromVariable($"anna:{AnnasHash}").Find(bearer));

    [Fact]
    public void The_hash_itself_is_no_key() => Assert.Null(FromVariable($"anna:{AnnasHash}").Find(AnnasHash));

    [Fact]
    public void Local_is_the_owner_of_this_computer_and_no_other_name_is()
    {
        var keys = FromVariable($"local:{AnnasHash},key.local:{BensHash}");

        Assert.Equal(Owner.Local, keys.Find("annas key")?.Owner);
        Assert.Equal(new Owner("key:key.local"), keys.Find("bens key")?.Owner);
    }

    [Theory]
    [InlineData("anna:{0},ben:{1}")]
    [InlineData("anna:{0};ben:{1};")]
    [InlineData("# both, of them\r\n anna:{0}  # since May\r\n\r\nben:{1}\r\n")]
    [InlineData("anna:{0}\t# one\nben:{1}")]
    public void The_variable_takes_lines_commas_semicolons_and_comments(string text)
    {
        var keys = FromVariable(string.Format(System.Globalization.CultureInfo.InvariantCulture, text, AnnasHash, BensHash));

        Assert.Equal(["anna", "ben"], keys.Callers.Select(caller => caller.Name));
    }

    [Fact]
    public void Two_keys_of_one_name_are_one_caller()
    {
        var keys = FromVariable($"anna:{AnnasHash}\nanna:{BensHash}");

        Assert.Equal(keys.Find("annas key"), keys.Find("bens key"));
        Assert.Single(keys.Callers);
        Assert.Equal(2, keys.Count);
    }

    [Fact]
    public void Both_sources_count()
    {
        Save($"ben:{BensHash}");

        var keys = new CallerKeys($"anna:{AnnasHash}", Path, _clock, _notices.Add);

        Assert.Equal(["anna", "ben"], keys.Callers.Select(caller => caller.Name));
    }

    [Theory]
    [InlineData("anna", "Line 2 of GMAIL_MCP_AUTH_KEYS has no colon.")]
    [InlineData("anna:hunter2-hunter2", "Line 2 of GMAIL_MCP_AUTH_KEYS has no SHA-256 hash")]
    [InlineData("an na:{0}", "Line 2 of GMAIL_MCP_AUTH_KEYS has no colon.")]
    [InlineData(":{0}", "has no good name before its colon")]
    [InlineData("änna:{0}", "has no good name before its colon")]
    [InlineData("../x:{0}", "has no good name before its colon")]
    [InlineData("anna:{0} delegate=hunter2", "names a delegate that is no mail address")]
    [InlineData("anna:{0} hunter2", "has something other than delegate=USER")]
    [InlineData("anna:{0} delegate=a@example.com delegate=b@example.com", "has something other than delegate=USER")]
    [InlineData("local:{0} delegate=a@example.com", "names a delegate for the local owner")]
    [InlineData("LOCAL:{0}", "has the local owner's name in another case")]
    [InlineData("ok:{0}", "has the same hash as an earlier line")]
    [InlineData("first:{0}", "has the same hash as an earlier line")]
    [InlineData("First:{1}", "has the name of an earlier line in another case")]
    [InlineData("first:{1} delegate=a@example.com", "has another delegate than an earlier line")]
    [InlineData("anna:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "hash of an empty text")]
    public void Says_which_line_is_wrong_and_how_but_not_what_it_holds(string line, string words)
    {
        line = string.Format(System.Globalization.CultureInfo.InvariantCulture, line, AnnasHash, BensHash);

        var problem = Assert.Throws<AccountException>(() => FromVariable($"first:{AnnasHash}\n{line}"));

        Assert.StartsWith("Line 2 of GMAIL_MCP_AUTH_KEYS ", problem.Message, StringComparison.Ordinal);
        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(AnnasHash, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_which_entry_of_a_line_is_wrong()
    {
        var problem = Assert.Throws<AccountException>(() => FromVariable($"anna:{AnnasHash},ben:plain"));

        Assert.StartsWith("Entry 2 in line 1 of GMAIL_MCP_AUTH_KEYS ", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plain_key_is_refused_with_how_to_make_its_hash()
    {
        var problem = Assert.Throws<AccountException>(() => FromVariable("anna:my-secret-key"));

        Assert.Contains("printf %s KEY | sha256sum", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("my-secret-key", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_refused_at_the_start() =>
        Assert.Contains("is not there", Assert.Throws<AccountException>(FromFile).Message, StringComparison.Ordinal);

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void A_file_is_taken_back_from_other_readers_and_a_link_is_refused()
    {
        Save($"anna:{AnnasHash}");
        File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        var link = _folder["keys/link"];
        File.CreateSymbolicLink(link, Path);

        FromFile();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
        Assert.Single(_notices);
        Assert.Throws<AccountException>(() => new CallerKeys(null, link, _clock, _notices.Add));

        Save("root:x:0:0::/root:/bin/sh"); // a slip in the path: the file is another program's
        File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        Assert.Throws<AccountException>(FromFile);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead, File.GetUnixFileMode(Path));
    }

    [Fact]
    public void A_key_ends_a_second_after_its_line_is_gone()
    {
        Save($"anna:{AnnasHash}\nben:{BensHash}\n");
        var keys = FromFile();

        Save($"ben:{BensHash}\n");
        Assert.NotNull(keys.Find("annas key"));
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(keys.Find("annas key"));
        Assert.NotNull(keys.Find("bens key"));
        Assert.Empty(_notices);
    }

    [Theory]
    [InlineData("anna:not-a-hash")]
    [InlineData(null)]
    public void A_broken_edit_keeps_the_last_good_keys_and_says_so_once(string? edit)
    {
        Save($"anna:{AnnasHash}");
        var keys = FromFile();

        if (edit is null)
        {
            File.Delete(Path);
        }
        else
        {
            Save(edit);
        }

        for (var look = 0; look < 3; look++)
        {
            _clock.Advance(TimeSpan.FromSeconds(2));
            Assert.NotNull(keys.Find("annas key"));
        }

        Assert.Contains("stay good", Assert.Single(_notices), StringComparison.Ordinal);
        Save($"ben:{BensHash}");
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Null(keys.Find("annas key"));
        Assert.NotNull(keys.Find("bens key"));
    }

    [Fact]
    public void An_emptied_file_takes_every_key_back()
    {
        Save($"anna:{AnnasHash}");
        var keys = FromFile();

        Save("# nobody\n");
        _clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(0, keys.Count);
    }

    private CallerKeys FromVariable(string text) => new(text, path: null, _clock, _notices.Add);

    private CallerKeys FromFile() => new(variable: null, Path, _clock, _notices.Add);

    private void Save(string text) => OwnerOnlyFile.Write(Path, System.Text.Encoding.UTF8.GetBytes(text));
}
