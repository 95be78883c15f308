using GmailMcp.Storage;

namespace GmailMcp.Policy;

/// <summary>Makes room in an audit log: the oldest files leave, but none that a process has open. The first line of the file that
/// needs the room names them before they are removed, so that the chain tells it too.</summary>
internal static class AuditRoom
{
    /// <summary>The files that are to leave, by their place in the head file.</summary>
    /// <param name="folder">The folder of the log.</param>
    /// <param name="before">The place of the file that needs room.</param>
    /// <param name="limits">How much there is.</param>
    public static IReadOnlyList<(int Slot, AuditHead Head)> Choose(string folder, int before, AuditLimits limits)
    {
        if (limits.TotalBytes == long.MaxValue && limits.Files == int.MaxValue)
        {
            return [];
        }

        var there = new List<(int Slot, AuditHead Head, long Bytes)>();
        foreach (var (slot, line) in AuditFiles.ReadHead(folder, AuditChain.HeadFile).Take(before).Index())
        {
            if (AuditChain.ParseHead(line) is { } head && AuditFiles.FindSize(folder, head.File) is { } bytes)
            {
                there.Add((slot, head, bytes));
            }
        }

        var left = (Files: there.Count + 1, Bytes: there.Sum(file => file.Bytes) + limits.FileBytes);
        var leaving = new List<(int, AuditHead)>();
        foreach (var (slot, head, bytes) in there)
        {
            if (left.Files <= limits.Files && left.Bytes <= limits.TotalBytes)
            {
                break;
            }

            if (!AuditFiles.IsInUse(folder, head.File))
            {
                leaving.Add((slot, head));
                left = (left.Files - 1, left.Bytes - bytes);
            }
        }

        return leaving;
    }

    /// <summary>Removes files that a line of the log names as leaving. One that cannot be removed stays, and is chosen again.</summary>
    public static void Remove(string folder, SlotFile heads, IReadOnlyList<(int Slot, AuditHead Head)> leaving)
    {
        foreach (var (slot, head) in leaving)
        {
            try
            {
                heads.Write(slot, AuditChain.ToHead(head with { IsRemoved = true }));
                AuditFiles.Remove(folder, head.File);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                // The call that needed the room is noted, which is what counts.
            }
        }
    }
}
