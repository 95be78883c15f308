namespace GmailMcp.Policy;

/// <summary>A line of the head file: what it says of one file.</summary>
/// <param name="File">Its name.</param>
/// <param name="Seq">How many lines it has.</param>
/// <param name="Hash">The hash of the last.</param>
internal sealed record AuditHead(string File, long Seq, string Hash)
{
    /// <summary>The file was removed to make room for later ones.</summary>
    public bool IsRemoved { get; init; }
}
