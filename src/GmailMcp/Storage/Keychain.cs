using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using Microsoft.Identity.Client.Extensions.Msal;
using SystemStore = Microsoft.Identity.Client.Extensions.Msal.Storage;

namespace GmailMcp.Storage;

/// <summary>
/// One secret where the system keeps its user's secrets: the Keychain of macOS, the Secret Service (GNOME Keyring, KWallet,
/// KeePassXC) of Linux, and on Windows a file that only the user's own login decrypts (DPAPI).
/// </summary>
internal sealed partial class Keychain
{
    // A locked keyring asks its user, and waits as long as he does.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _blobPath;
    private readonly SystemStore _storage;
    private readonly Lock _gate = new();
    private Task? _running;

    /// <param name="file">The file that the secret belongs to. Its full path names the entry, so that a copy of the file in another
    /// folder opens nothing.</param>
    /// <param name="what">What the secret is, as the system shows it to its user: "tokens".</param>
    public Keychain(string file, string what)
    {
        var path = Path.GetFullPath(file);
        var folder = Path.GetDirectoryName(path) ?? throw new IOException($"{path} is a folder.");
        var blob = $".{Path.GetFileName(path)}.{what}";
        _blobPath = Path.Combine(folder, blob);
        _storage = SystemStore.Create(new StorageCreationPropertiesBuilder(blob, folder)
            .WithMacKeyChain("gmail-mcp", $"{what} of {path}")
            .WithLinuxKeyring("gmail-mcp", "default", $"gmail-mcp: {what} of {path}", new("what", what), new("file", path))
            .Build());
    }

    /// <summary>Whether it was ever written here, by the file that is left beside the secret's.</summary>
    public bool MayHoldIt => OwnerOnlyFile.Exists(_blobPath);

    /// <summary>Stores, reads and removes an entry for trial.</summary>
    /// <exception cref="KeychainException">There is no keychain, or it does not open.</exception>
    public void Verify() => Run(() =>
    {
        _storage.ReadData(); // says why it fails, which the trial does not
        _storage.VerifyPersistence();
        return true;
    });

    /// <summary>The secret; null where there is none, which a keyring that stays locked says too.</summary>
    /// <exception cref="KeychainException">There is no keychain, or it refuses.</exception>
    public byte[]? Read() => Run(() => _storage.ReadData() is { Length: > 0 } secret ? secret : null);

    /// <summary>Replaces the secret, and reads it back.</summary>
    /// <exception cref="KeychainException">It is not there afterwards.</exception>
    public void Write(byte[] secret) => Run(() =>
    {
        if (!OperatingSystem.IsWindows() && !OwnerOnlyFile.Exists(_blobPath))
        {
            OwnerOnlyFile.Write(_blobPath, []); // elsewhere it stays empty, and the package would let others read it
        }

        _storage.WriteData(secret);
        return CryptographicOperations.FixedTimeEquals(_storage.ReadData(), secret)
            ? true
            : throw new IOException("what was stored is not there afterwards");
    });

    /// <summary>Removes the secret.</summary>
    /// <exception cref="KeychainException">There is no keychain, or it refuses.</exception>
    public void Delete() => Run(() =>
    {
        _storage.Clear();
        OwnerOnlyFile.Delete(_blobPath);
        return true;
    });

    // The calls block. One that waits for its user goes on after its caller was told; nobody starts a second beside it.
    private T Run<T>(Func<T> call)
    {
        if (!_gate.TryEnter(Patience))
        {
            throw Silent();
        }

        try
        {
            if (_running is { IsCompleted: false } earlier && !((IAsyncResult)earlier).AsyncWaitHandle.WaitOne(Patience))
            {
                throw Silent();
            }

            FindSessionBus();
            var task = Task.Run(call);
            _running = task;
            return task.Wait(Patience) ? task.Result : throw Silent();
        }
        catch (AggregateException failure) // the package's own exceptions have no public type
        {
            throw new KeychainException($"The keychain of this system cannot be used: {Reason(failure)}.", Repair, failure);
        }
        finally
        {
            _gate.Exit();
        }
    }

    private static string Reason(AggregateException failure) => failure.InnerException?.GetBaseException() switch
    {
        DllNotFoundException => "libsecret is not installed",
        { Message: var text } => Quoted(text).ReplaceLineEndings(" ").TrimEnd('.', ' '),
        null => failure.Message,
    };

    // The package wraps what the system says in its own words: … message:'Cannot create an item in a locked collection' …
    private static string Quoted(string text)
    {
        const string mark = "message:'";
        var start = text.IndexOf(mark, StringComparison.Ordinal) + mark.Length;
        var end = text.LastIndexOf('\'');
        return start >= mark.Length && end > start ? text[start..end] : text;
    }

    private static KeychainException Silent() =>
        new($"The keychain of this system has not answered for {Patience.TotalSeconds} seconds.", Repair);

    private static string Repair => OperatingSystem.IsLinux()
        ? "It takes libsecret and a keyring that is unlocked (GNOME Keyring, KWallet, KeePassXC) in the session of the same user. "
            + "Without one, keep the tokens in the file: gmail-mcp auth --no-keychain."
        : "Unlock it, or keep the tokens in the file: gmail-mcp auth --no-keychain.";

    // MCP clients start servers with few variables, and the bus of the session is found by one that is not among them.
    private static void FindSessionBus()
    {
        if (OperatingSystem.IsLinux() && $"/run/user/{GetUserId()}" is var folder && Directory.Exists(folder))
        {
            _ = SetVariable("XDG_RUNTIME_DIR", folder, overwrites: 0);
        }
    }

    [SupportedOSPlatform("linux")]
    [LibraryImport("libc", EntryPoint = "getuid")]
    private static partial uint GetUserId();

    [SupportedOSPlatform("linux")]
    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrites);
}
