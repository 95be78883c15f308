using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using GmailMcp.Storage;

namespace GmailMcp.Tests.Storage;

public sealed class SealedFileTests : IDisposable
{
    private const int HeaderInBytes = 9;

    private readonly ScratchFolder _folder = new();
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    private string Path => _folder["owners/some.tokens"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Gives_back_what_it_was_given_and_shows_nothing_of_it()
    {
        File().Write("refresh-token-canary"u8);

        Assert.Equal("refresh-token-canary"u8.ToArray(), File().Read());
        Assert.DoesNotContain("canary", Encoding.Latin1.GetString(Stored()), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(Path));
    }

    [Fact]
    public void Is_magic_version_nonce_ciphertext_and_tag_of_AES_256_GCM()
    {
        File().Write("content"u8);

        var stored = Stored();
        Assert.Equal(HeaderInBytes + 12 + 7 + 16, stored.Length);
        Assert.Equal("GMCPSEAL\u0001"u8.ToArray(), stored[..HeaderInBytes]);
        using var cipher = new AesGcm(_key, 16);
        var content = new byte[7];
        cipher.Decrypt(stored.AsSpan(9, 12), stored.AsSpan(21, 7), stored.AsSpan(28), content, "tokens of anna"u8);
        Assert.Equal("content"u8.ToArray(), content);
    }

    [Fact]
    public void Never_uses_a_nonce_twice()
    {
        File().Write("same"u8);
        var first = Stored();
        File().Write("same"u8);

        Assert.NotEqual(first[9..21], Stored()[9..21]);
        Assert.NotEqual(first[21..], Stored()[21..]);
    }

    [Fact]
    public void Reads_nothing_where_there_is_no_file() => Assert.Null(File().Read());

    [Fact]
    public void Does_not_open_with_another_key_and_is_not_replaced_then()
    {
        File().Write("content"u8);
        var before = Stored();
        var other = File(key: RandomNumberGenerator.GetBytes(32));

        var reading = Assert.Throws<SealException>(other.Read);
        Assert.Throws<SealException>(() => other.Write("new"u8));

        Assert.Contains(Path, reading.Message, StringComparison.Ordinal);
        Assert.Contains(StoreKey.Variable, reading.Repair, StringComparison.Ordinal);
        Assert.Equal(before, Stored());
    }

    [Fact]
    public void Does_not_open_for_another_purpose()
    {
        File().Write("content"u8);

        Assert.Throws<SealException>(File(purpose: "tokens of ben").Read);
    }

    [Fact]
    public void Notices_every_changed_byte_and_every_missing_one()
    {
        File().Write("content"u8);
        var good = Stored();

        for (var at = 0; at < good.Length; at++)
        {
            var changed = good.ToArray();
            changed[at] ^= 0x10;
            System.IO.File.WriteAllBytes(Path, changed);
            Assert.Throws<SealException>(File().Read);
            System.IO.File.WriteAllBytes(Path, good[..at]);
            Assert.Throws<SealException>(File().Read);
        }
    }

    private SealedFile File(byte[]? key = null, string purpose = "tokens of anna") => new(
        Path,
        new StoreKey(Convert.ToHexString(key ?? _key), _folder["config/store.key"], _folder["data"], _ => { }),
        purpose,
        _ => { });

    private byte[] Stored() => System.IO.File.ReadAllBytes(Path);
}
