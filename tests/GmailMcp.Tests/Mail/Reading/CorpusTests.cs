using System.Text;
using GmailMcp.Mail.Reading;
using Testing;

namespace GmailMcp.Tests.Mail.Reading;

/// <summary>Mails written for this repository, one per feature of reading.</summary>
public sealed class CorpusTests
{
    public static TheoryData<string> Names =>
        [.. Files().Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Reads_as_a_person_would(string name)
    {
        var raw = File.ReadAllBytes(Path.Combine(Folder, name + ".eml"));

        Golden.Matches($"Corpus/{name}.txt", CorpusReading.Describe(CorpusReading.Read(raw)));
    }

    [Theory]
    [InlineData("winmail-text-and-file", "1/0", "Beans, peas, pumpkins.")]
    [InlineData("winmail-body", "0/1", "Beans, peas, pumpkins.")]
    [InlineData("smime-opaque-signed", "0/1", "%PDF-1.4\n")]
    public void What_is_inside_a_container_is_found_and_taken_out(string name, string partId, string content)
    {
        var raw = File.ReadAllBytes(Path.Combine(Folder, name + ".eml"));
        var message = PayloadTree.Of(raw);
        var fetched = CorpusReading.Read(message, raw).Fetched;

        var found = MessageReader.FindAttachment(message, partId, fetched).Found;

        Assert.Equal(content, Encoding.UTF8.GetString(found!.DecodeInlineData()));
        Assert.Equal(content, Encoding.UTF8.GetString(RawPart.Extract(raw, partId)!));
    }

    [Fact]
    public void A_large_container_is_fetched_before_it_is_read()
    {
        var raw = File.ReadAllBytes(Path.Combine(Folder, "winmail-body.eml"));

        var unfetched = MessageReader.Read(PayloadTree.Of(raw));

        Assert.Equal("application/ms-tnef", Assert.Single(unfetched.BodyPartsToFetch).MimeType);
        Assert.Empty(unfetched.Sections);
    }

    [Fact]
    public void The_corpus_holds_a_mail_for_each_feature() => Assert.True(Files().Length >= 60, $"{Files().Length} mails");

    private static string Folder { get; } =
        Path.Combine(Repository.Root, "tests", "GmailMcp.Tests", "Mail", "Reading", "Corpus");

    private static string[] Files() => Directory.GetFiles(Folder, "*.eml");
}
