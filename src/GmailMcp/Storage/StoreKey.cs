using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace GmailMcp.Storage;

/// <summary>
/// The key that other owners' tokens are sealed with: GMAIL_MCP_STORE_KEY, or else a file that is made when
/// something is first sealed. The file lies outside the data folder, so that a copy of that folder opens nothing. What only the local
/// owner seals may have its key in his keychain instead.
/// </summary>
internal sealed class StoreKey
{
    public const string Variable = "GMAIL_MCP_STORE_KEY";
    public const string FileName = "store.key";

    private const int SizeInBytes = 32;
    private const string HowToMake = "Make one with: openssl rand -base64 32.";

    private readonly string _path;
    private readonly Action<string> _notice;
    private readonly Keychain? _keychain;
    private readonly Lock _gate = new();
    private byte[]? _key;

    /// <summary>Takes the variable's key at once; the file is looked at when it is needed.</summary>
    /// <param name="variable">The value of <see cref="Variable"/>, or null.</param>
    /// <param name="path">The key file: see <see cref="DefaultPath"/>.</param>
    /// <param name="dataFolder">Where the sealed files are; the key file must not be inside.</param>
    /// <param name="notice">Told, in a sentence, what the operator should know.</param>
    /// <param name="keychain">Stands in for the key file; null where there is none.</param>
    /// <exception cref="SealException">The variable holds no key.</exception>
    public StoreKey(string? variable, string path, string dataFolder, Action<string> notice, Keychain? keychain = null)
    {
        _keychain = keychain;
        _path = Path.GetFullPath(path);
        _notice = notice;
        IsInside = !Path.GetRelativePath(Path.GetFullPath(dataFolder), _path).StartsWith("..", StringComparison.Ordinal)
            && Path.GetPathRoot(dataFolder) == Path.GetPathRoot(_path);
        if (!string.IsNullOrWhiteSpace(variable))
        {
            _key = Parse(variable) ?? throw NoKey(Variable);
            Source = Variable;
        }
        else
        {
            Source = keychain is null ? _path : "the keychain";
        }
    }

    /// <summary>The variable's name or the file's path, for sentences.</summary>
    public string Source { get; }

    private bool IsInside { get; }

    /// <summary><c>gmail-mcp/store.key</c> in the folder for settings: $XDG_CONFIG_HOME, else ~/.config, or %APPDATA%
    /// on Windows.</summary>
    /// <param name="configHome">The value of XDG_CONFIG_HOME, or null.</param>
    /// <param name="homeFolder">The person's home folder.</param>
    /// <param name="applicationData">On Windows the folder %APPDATA%; null elsewhere.</param>
    public static string DefaultPath(string? configHome, string homeFolder, string? applicationData) => Path.Combine(
        applicationData
            // "All paths … must be absolute. If … a relative path …, the implementation should … ignore it."
            // https://specifications.freedesktop.org/basedir-spec/latest/
            ?? (Path.IsPathFullyQualified(configHome ?? "") ? configHome! : Path.Combine(homeFolder, ".config")),
        "gmail-mcp",
        FileName);

    /// <exception cref="SealException">The file holds no key, or lies where it must not.</exception>
    /// <exception cref="IOException">The file cannot be read or made, or the keychain does not open.</exception>
    public ReadOnlySpan<byte> Bytes
    {
        get
        {
            lock (_gate)
            {
                return _key ??= _keychain is null ? ReadFile() : ReadKeychain(_keychain);
            }
        }
    }

    public override string ToString() => $"the store's key from {Source}";

    private byte[] ReadFile()
    {
        if (IsInside)
        {
            throw new SealException(
                $"The store's key {_path} would lie beside what it seals, so that a copy of the folder opens itself.",
                $"Set {Variable} instead. {HowToMake}");
        }

        try
        {
            var content = OwnerOnlyFile.ReadOrCreate(_path, Make, _notice);
            return Parse(Encoding.UTF8.GetString(content)) ?? throw NoKey(_path);
        }
        catch (UnauthorizedAccessException failure)
        {
            throw new SealException(
                $"The store's key {_path} cannot be read: {failure.Message}",
                $"Make it readable for this user, or set {Variable}.",
                failure);
        }
    }

    private static byte[] ReadKeychain(Keychain keychain)
    {
        if (keychain.Read() is not { } content)
        {
            keychain.Write(content = Make());
        }

        return Parse(Encoding.UTF8.GetString(content)) ?? throw NoKey("The keychain");
    }

    private static byte[] Make() =>
        Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(SizeInBytes)) + "\n");

    private static byte[]? Parse(string typed)
    {
        var text = typed.Trim();
        if (text.Length == 2 * SizeInBytes && text.All(char.IsAsciiHexDigit))
        {
            return Convert.FromHexString(text);
        }

        var url = text.Replace('+', '-').Replace('/', '_').TrimEnd('=');
        return Base64Url.IsValid(url, out var length) && length == SizeInBytes ? Base64Url.DecodeFromChars(url) : null;
    }

    private static SealException NoKey(string source) =>
        new($"{source} holds no key: it takes 32 bytes in base64, or 64 hex digits.", HowToMake);
}
