namespace GmailMcp.Storage.Jail;

/// <summary>What stat says of a file.</summary>
/// <param name="Mode">st_mode: the kind in the bits 0170000, the permissions below.</param>
/// <param name="Links">How many names the file has.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Owner">The number of the user whose it is.</param>
internal readonly record struct UnixEntry(uint Mode, ulong Links, long Length, uint Owner)
{
    private const uint KindMask = 0xF000;

    // POSIX leaves the numbers open; Linux and macOS agree on them (sys/stat.h).
    public bool IsFile => (Mode & KindMask) == 0x8000;

    public bool IsFolder => (Mode & KindMask) == 0x4000;

    public bool IsLink => (Mode & KindMask) == 0xA000;
}
