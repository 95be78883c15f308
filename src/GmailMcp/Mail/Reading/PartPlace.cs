namespace GmailMcp.Mail.Reading;

/// <summary>Where in a message a part stands.</summary>
/// <param name="Path">What Gmail's part id would be.</param>
/// <param name="ParentType">The MIME type of the part around it.</param>
/// <param name="Depth">Levels of nesting, those of opened containers too.</param>
/// <param name="Containers">How many containers (winmail.dat, signed data) had to be opened.</param>
/// <param name="AttachedMessagePartId">The attached message it belongs to; null for the mail's own parts.</param>
internal readonly record struct PartPlace(
    string Path, string ParentType, int Depth, int Containers, string? AttachedMessagePartId)
{
    public PartPlace Child(int index, string mimeType) => this with
    {
        Path = Path.Length > 0 ? $"{Path}.{index}" : $"{index}",
        ParentType = mimeType,
        Depth = Depth + 1,
    };
}
