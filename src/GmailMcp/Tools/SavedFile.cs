namespace GmailMcp.Tools;

/// <summary>A download that is whole and on the disk.</summary>
/// <param name="FullPath">Where it is.</param>
/// <param name="FileName">The name it got, which may differ from the one asked for: made safe, or numbered.</param>
/// <param name="Bytes">Its size.</param>
internal sealed record SavedFile(string FullPath, string FileName, long Bytes);
