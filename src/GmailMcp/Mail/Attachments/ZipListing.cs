namespace GmailMcp.Mail.Attachments;

/// <summary>What an archive holds: names and stated sizes. Nothing is unpacked.</summary>
internal static class ZipListing
{
    private const int MostShown = 1000;

    public static AttachmentReading Read(byte[] content)
    {
        using var zip = BoundedZip.Open(content);
        var sink = new TextSink();
        foreach (var entry in zip.Entries.Take(MostShown))
        {
            sink.Append($"- {ShownName.Of(entry.FullName)}");
            sink.Append(entry.FullName.EndsWith('/') ? "" : $" ({entry.Length:N0} bytes{(entry.IsEncrypted ? ", protected by a password" : "")})");
            sink.EndLine();
        }

        var count = zip.Entries.Count;
        return sink.ToReading(notes: count > MostShown
            ? [$"An archive of {count:N0} entries; the first {MostShown:N0} are listed. None was opened."]
            : [$"An archive of {count} {(count == 1 ? "entry" : "entries")}. None was opened."]);
    }
}
