using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using GmailMcp.Accounts;
using GmailMcp.Storage;

namespace GmailMcp.Authorization;

/// <summary>
/// The callers whom the operator gave keys: from GMAIL_MCP_AUTH_KEYS and a file, of which only hashes are known. The
/// file is read again when it changes, so that a key ends without a restart.
/// </summary>
internal sealed class CallerKeys
{
    public const string Variable = "GMAIL_MCP_AUTH_KEYS";

    // A call must not wait for the disk each time; a second is soon enough for a key that was taken back.
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    private readonly IReadOnlyList<CallerKeyLine> _fixed;
    private readonly string? _path;
    private readonly TimeProvider _clock;
    private readonly Action<string> _notice;
    private readonly Lock _gate = new();

    private FrozenDictionary<string, CallerKey> _callers;
    private (DateTime Written, long SizeInBytes)? _stamp;
    private long _lookedAt;

    /// <summary>Reads both sources.</summary>
    /// <param name="variable">The value of <see cref="Variable"/>, or null.</param>
    /// <param name="path">The file that --auth-keys names, or null.</param>
    /// <param name="clock">For the time between looks at the file.</param>
    /// <param name="notice">Told, in a sentence, what the operator should know.</param>
    /// <exception cref="AccountException">A line is wrong, or the file is missing or not its owner's
    /// alone.</exception>
    public CallerKeys(string? variable, string? path, TimeProvider clock, Action<string> notice)
    {
        _fixed = variable is null ? [] : CallerKeyList.ReadEntries(variable, Variable);
        _path = path;
        _clock = clock;
        _notice = notice;
        _lookedAt = clock.GetTimestamp();
        _stamp = Stamp();
        _callers = Load();
    }

    /// <summary>How many keys are good at the moment.</summary>
    public int Count => Current().Count;

    /// <summary>Everybody who has a key, each once, by name.</summary>
    public IReadOnlyList<CallerKey> Callers =>
        [.. Current().Values.Distinct().OrderBy(caller => caller.Name, StringComparer.Ordinal)];

    /// <summary>Who presents this key; null when nobody was given it.</summary>
    public CallerKey? Find(string bearer)
    {
        // Looked up by its hash, so that timing tells nothing of use: what is compared is SHA-256 of the guess, and
        // someone who learns how much of it agrees cannot find a guess that agrees further but by trying keys.
        return Current().GetValueOrDefault(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(bearer))));
    }

    private FrozenDictionary<string, CallerKey> Current()
    {
        lock (_gate)
        {
            if (_path is not null && _clock.GetElapsedTime(_lookedAt) >= BetweenLooks)
            {
                _lookedAt = _clock.GetTimestamp();
                ReloadIfChanged();
            }

            return _callers;
        }
    }

    private void ReloadIfChanged()
    {
        var stamp = Stamp();
        if (Equals(stamp, _stamp))
        {
            return;
        }

        _stamp = stamp;
        try
        {
            _callers = Load();
        }
        catch (AccountException problem)
        {
            // A slip while editing must lock nobody out. A key that this edit was to end lives on, so it is said.
            _notice($"{problem.Message} Until then the keys that were read before stay good.");
        }
    }

    private (DateTime Written, long SizeInBytes)? Stamp() => _path is null ? null : OwnerOnlyFile.Stamp(_path);

    private FrozenDictionary<string, CallerKey> Load() =>
        CallerKeyList.Join(_path is null ? _fixed : [.. _fixed, .. ReadFile(_path)]);

    private IReadOnlyList<CallerKeyLine> ReadFile(string path)
    {
        try
        {
            return OwnerOnlyFile.Read(path, _notice, check: content => Lines(content)) is { } content
                ? Lines(content)
                : throw new AccountException(
                    $"The keys file {path} is not there.", "Make it, or correct --auth-keys.");
        }
        catch (UnsafeFileException unsafeFile)
        {
            throw new AccountException("The keys file is not used.", unsafeFile.Message, unsafeFile);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new AccountException(
                $"The keys file {path} cannot be read: {failure.Message}", "Make it readable for this user.", failure);
        }

        IReadOnlyList<CallerKeyLine> Lines(byte[] content) => CallerKeyList.ReadLines(Decode(content, path), path);
    }

    private static string Decode(byte[] content, string path)
    {
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true)
                .GetString(Utf8Text.WithoutMark(content).Span);
        }
        catch (DecoderFallbackException notText)
        {
            throw new AccountException($"The keys file {path} is not UTF-8 text.", "Save it as UTF-8.", notText);
        }
    }
}
