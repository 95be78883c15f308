using System.Security.Cryptography;
using System.Text;
using GmailMcp.Accounts;
using GmailMcp.Storage;

namespace GmailMcp.Mailbox;

/// <summary>Where remembered mail outlives the process: a sealed file for each owner and mailbox, whose name tells neither.</summary>
/// <param name="Folder">Holds nothing else.</param>
/// <param name="Key">Seals the files and hides their names.</param>
/// <param name="Notice">Told, in a sentence, what the operator should know.</param>
internal sealed record CacheDisk(string Folder, StoreKey Key, Action<string> Notice)
{
    private const string Pattern = "*.mail";

    // Files of mailboxes that nobody opens any more count too; the oldest go.
    private const int Files = 2;

    /// <summary>The folder in the state folder.</summary>
    public static string In(string stateFolder) => Path.Combine(stateFolder, "cache");

    /// <summary>What was kept of a mailbox; null where there is nothing that can be used.</summary>
    public MemorySnapshot? Load(Owner owner, string address, long mostBytes)
    {
        try
        {
            return FileOf(owner, address, mostBytes).Read() is { } content ? MemorySnapshot.Read(content) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null; // damaged, of another key, or not ours: the next save replaces it
        }
    }

    public void Save(Owner owner, string address, MemorySnapshot snapshot, long mostBytes)
    {
        try
        {
            var file = FileOf(owner, address, mostBytes);
            var content = snapshot.Write();
            try
            {
                file.Write(content);
            }
            catch (SealException)
            {
                OwnerOnlyFile.Delete(PathOf(owner, address));
                file.Write(content);
            }

            OwnerOnlyFile.Prune(Folder, Pattern, Files * mostBytes);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Notice($"Remembered mail was not kept on the disk: {failure.Message}");
        }
    }

    /// <summary>Removes what was kept of a mailbox.</summary>
    public void Wipe(Owner owner, string address)
    {
        try
        {
            OwnerOnlyFile.Delete(PathOf(owner, address));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Notice($"Remembered mail could not be removed from {Folder}: {failure.Message} Remove that folder.");
        }
    }

    /// <summary>Removes what was kept of every mailbox, for somebody who has not the key and so cannot tell them apart.</summary>
    public static void WipeAll(string folder) => OwnerOnlyFile.Prune(folder, Pattern, mostBytes: 0);

    // Sealed, a file is a little larger than its content, and the estimate of the content is only near.
    private SealedFile FileOf(Owner owner, string address, long mostBytes) =>
        new(PathOf(owner, address), Key, $"gmail-mcp mail of {owner.Key}\n{Canonical(address)}", Notice, (2 * mostBytes) + (1 << 20));

    private string PathOf(Owner owner, string address)
    {
        var name = HMACSHA256.HashData(Key.Bytes, Encoding.UTF8.GetBytes($"gmail-mcp mail file\n{owner.Key}\n{Canonical(address)}"));
        return Path.Combine(Folder, $"{Convert.ToHexStringLower(name)[..32]}.mail");
    }

    private static string Canonical(string address) => address.ToLowerInvariant();
}
