using System.Text;
using GmailMcp.Accounts;
using GmailMcp.Storage;

namespace GmailMcp.Authorization;

/// <summary>
/// The operator's key, which shows sessions and requests in full: GMAIL_MCP_ADMIN_KEY, or else a file that is made at
/// the first start. It opens no mailbox.
/// </summary>
internal sealed class AdminKey
{
    public const string Variable = "GMAIL_MCP_ADMIN_KEY";
    public const string FileName = "admin.key";

    private const string Name = "The operator's key";

    private readonly KeyHash _hash;

    private AdminKey(string key, string source)
    {
        _hash = new KeyHash(key);
        Source = source;
    }

    /// <summary>The variable's name or the file's path: where the operator finds the key.</summary>
    public string Source { get; }

    /// <summary>Takes the key from the variable, or reads or makes the file.</summary>
    /// <param name="variable">The value of <see cref="Variable"/>, or null.</param>
    /// <param name="dataFolder">Where the file is.</param>
    /// <param name="notice">Told, in a sentence, what the operator should know.</param>
    /// <exception cref="AccountException">The key is too short, or the file cannot be used or made.</exception>
    public static AdminKey Open(string? variable, string dataFolder, Action<string> notice)
    {
        if (!string.IsNullOrWhiteSpace(variable))
        {
            return Checked(variable.Trim(), Variable, $"unset {Variable}: a key is then made");
        }

        var path = Path.Combine(dataFolder, FileName);
        return Checked(
            KeyFile.ReadOrMake(path, Name, $"set {Variable}", notice, out _), path, "remove the file: another is made at the next start");
    }

    /// <summary>The key itself, for a command of the operator's that calls his own server; null where there is none.</summary>
    public static string? FindSecret(string? variable, string dataFolder)
    {
        try
        {
            return !string.IsNullOrWhiteSpace(variable) ? variable.Trim()
                : OwnerOnlyFile.Read(Path.Combine(dataFolder, FileName), _ => { }) is { } content ? Encoding.UTF8.GetString(content).Trim()
                : null;
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public bool Matches(string presented) => _hash.Matches(presented);

    public override string ToString() => $"the operator's key from {Source}";

    private static AdminKey Checked(string key, string source, string otherwise) => key.Length >= KeyHash.ShortestInCharacters
        ? new(key, source)
        : throw new AccountException(
            $"The operator's key in {source} has fewer than {KeyHash.ShortestInCharacters} characters, which can be guessed.",
            $"Use a longer one (openssl rand -base64 32), or {otherwise}.");
}
