using System.Text;

namespace Gmail.Tests;

public sealed class AttachmentStreamTests
{
    private static readonly byte[] Sample = [.. Enumerable.Range(0, 100_003).Select(i => (byte)(i * 31))];

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4096)]
    [InlineData(1_000_000)]
    public async Task Decodes_whatever_the_pieces_are(int piece)
    {
        var json = $$"""{ "size": 100003, "data": "{{Base64Url.Encode(Sample)}}" }""";
        Assert.Equal(Sample, await ReadAsync(json, piece));
    }

    [Fact]
    public async Task Reads_either_alphabet_with_line_ends_anywhere()
    {
        var lines = Convert.ToBase64String(Sample, Base64FormattingOptions.InsertLineBreaks).Replace("\r\n", "\\r\\n", StringComparison.Ordinal);
        Assert.Contains('+', lines);
        Assert.Equal(Sample, await ReadAsync($$"""{"data":"{{lines}}"}""", 4096));
    }

    [Fact]
    public async Task Takes_the_member_data_of_the_outer_object_only()
    {
        const string json = """
            {"size": "3", "note": {"data": "WFhY", "list": ["data", {"data": "WQ"}]}, "odd\"key": "data",
             "attachmentId": "data", "data": "Zm9v", "after": [1, {"x": null}]}
            """;
        Assert.Equal("foo", Encoding.ASCII.GetString(await ReadAsync(json, 5)));
    }

    [Fact]
    public async Task Understands_escapes_in_the_value() =>
        Assert.Equal("f?>", Encoding.ASCII.GetString(await ReadAsync("""{"d\u0061ta":"Zj8\u002b\/w\u003d\u003d"}""", 1))[..3]);

    [Theory]
    [InlineData("""{"size": 0}""")]
    [InlineData("""{"size": 0, "data": ""}""")]
    [InlineData("{}")]
    public async Task Is_empty_without_data(string json) => Assert.Empty(await ReadAsync(json, 3));

    [Theory]
    [InlineData("""{"data": "Zm9v""")]
    [InlineData("""{"data": "Zm9v" """)]
    [InlineData("")]
    public async Task Says_that_the_end_is_missing(string json) =>
        await Assert.ThrowsAsync<IOException>(() => ReadAsync(json, 64));

    [Theory]
    [InlineData("<html>Error</html>")]
    [InlineData("""["data", "Zm9v"]""")]
    [InlineData("""{"data": "Zm9*"}""")]
    [InlineData("""{"data": "Zm9vY"}""")]
    [InlineData("""{"data": "Zm8%"}""")]
    [InlineData("""{"data": "Zm8=Zm9v"}""")]
    [InlineData("""{"data": "Zm9v"} trailing""")]
    public async Task Refuses_what_is_no_attachment(string json) =>
        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(json, 64));

    private static async Task<byte[]> ReadAsync(string json, int piece)
    {
        using var source = new PiecewiseStream(Encoding.UTF8.GetBytes(json), piece);
        await using var attachment = new AttachmentStream(source);
        using var bytes = new MemoryStream();
        await attachment.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    private sealed class PiecewiseStream(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, piece)], cancellationToken);
    }
}
