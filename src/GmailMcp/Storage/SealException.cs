namespace GmailMcp.Storage;

/// <summary>
/// Something sealed does not open, or the key to seal with is none. The file is left as it is. Never holds a key.
/// </summary>
internal sealed class SealException(string what, string repair, Exception? inner = null)
    : IOException($"{what} {repair}", inner)
{
    public string What { get; } = what;

    public string Repair { get; } = repair;
}
