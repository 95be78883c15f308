using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using GmailMcp.Accounts;
using GmailMcp.Storage;

namespace GmailMcp.Authorization;

/// <summary>A file for its owner alone that holds one key, made when first needed.</summary>
internal static class KeyFile
{
    private const int SizeInBytes = 32;

    /// <param name="path">The file.</param>
    /// <param name="name">What the key is called at the start of a sentence.</param>
    /// <param name="otherwise">What can be done instead of making the file usable.</param>
    /// <param name="notice">Told, in a sentence, what the operator should know.</param>
    /// <param name="isNew">True where there was no file.</param>
    /// <exception cref="AccountException">The file cannot be used or made.</exception>
    public static string ReadOrMake(string path, string name, string otherwise, Action<string> notice, out bool isNew)
    {
        var hasMade = false;
        try
        {
            var content = OwnerOnlyFile.ReadOrCreate(path, Make, notice);
            isNew = hasMade;
            return Encoding.UTF8.GetString(content).Trim();
        }
        catch (UnsafeFileException unsafeFile)
        {
            throw new AccountException($"{name} is not used.", unsafeFile.Message, unsafeFile);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new AccountException(
                $"{name} file cannot be used: {failure.Message}",
                $"Make its folder writable for this user, or {otherwise}.",
                failure);
        }

        byte[] Make()
        {
            hasMade = true;
            return Encoding.ASCII.GetBytes(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SizeInBytes)) + "\n");
        }
    }
}
