using Microsoft.Win32.SafeHandles;

namespace GmailMcp.Storage.Jail;

/// <summary>A regular file that was opened inside a jailed folder; the handle, not the name, is the file.</summary>
/// <param name="Handle">Open for reading; the holder disposes of it.</param>
/// <param name="Length">Bytes when it was opened.</param>
/// <param name="RealPath">The operating system's name for the handle.</param>
/// <param name="RealParts">The components of <paramref name="RealPath"/> beneath the folder.</param>
internal sealed record JailedFile(
    SafeFileHandle Handle, long Length, string RealPath, IReadOnlyList<string> RealParts);
