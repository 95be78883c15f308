using System.Globalization;
using System.Net;

namespace GmailMcp.Storage;

/// <summary>
/// Whose program is at the other end of a loopback connection. Linux tells by files under /proc; elsewhere the system
/// does not say, and the answer is yes.
/// </summary>
internal static class PeerSocket
{
    /// <param name="peer">The other end.</param>
    /// <param name="here">This end.</param>
    /// <returns>False when it is another user's, or cannot be found where the system tells.</returns>
    public static bool BelongsToThisUser(IPEndPoint peer, IPEndPoint here)
    {
        if (!OperatingSystem.IsLinux())
        {
            return true;
        }

        try
        {
            // A dual-stack socket lists an IPv4 peer in the IPv6 table, as ::ffff:127.0.0.1.
            var user = Find("/proc/net/tcp", Hex(peer, mapped: false), Hex(here, mapped: false))
                ?? Find("/proc/net/tcp6", Hex(peer, mapped: true), Hex(here, mapped: true));
            return user is not null && user == OwnUser();
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // The line of the peer's own end: local address, remote address, …, uid in the eighth column.
    private static string? Find(string table, string local, string remote)
    {
        foreach (var line in File.ReadLines(table).Skip(1))
        {
            var columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (columns.Length > 7 && columns[1] == local && columns[2] == remote)
            {
                return columns[7];
            }
        }

        return null;
    }

    // proc(5): "Uid: real effective saved file system".
    private static string? OwnUser() =>
        File.ReadLines("/proc/self/status")
            .FirstOrDefault(line => line.StartsWith("Uid:", StringComparison.Ordinal))?
            .Split('\t', StringSplitOptions.RemoveEmptyEntries)[2];

    // Each 32-bit word of the address in the order of this machine's bytes, then the port.
    private static string Hex(IPEndPoint end, bool mapped)
    {
        var address = end.Address.IsIPv4MappedToIPv6 ? end.Address.MapToIPv4() : end.Address;
        if (mapped && address.GetAddressBytes().Length == 4)
        {
            address = address.MapToIPv6();
        }

        var bytes = address.GetAddressBytes();
        var words = Enumerable.Range(0, bytes.Length / 4)
            .Select(word => BitConverter.ToUInt32(bytes, word * 4).ToString("X8", CultureInfo.InvariantCulture));
        return string.Concat(words) + ":" + end.Port.ToString("X4", CultureInfo.InvariantCulture);
    }
}
