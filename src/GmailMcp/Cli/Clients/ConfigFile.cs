using System.Text;
using GmailMcp.Storage;

namespace GmailMcp.Cli.Clients;

/// <summary>A client's file: read, and replaced in one step or not at all.</summary>
/// <param name="path">As the person names it; a symbolic link is followed to the file that it leads to.</param>
internal sealed class ConfigFile(string path)
{
    // Claude Code keeps much more in its file than servers.
    private const long MostBytes = 64 << 20;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>What it was before.</summary>
    public ConfigBackups Backups => field ??= new ConfigBackups(Path);

    /// <summary>Null when there is no file.</summary>
    /// <exception cref="ConfigFileException">It is not UTF-8.</exception>
    public string? Read() => Read(Target());

    /// <summary>Replaces the text.</summary>
    /// <param name="before">What was read; null for no file.</param>
    /// <param name="after">What it is to hold.</param>
    /// <exception cref="ConfigFileException">Somebody else wrote it in between.</exception>
    public void Write(string? before, string after)
    {
        var target = Target();
        RefuseChanged(before, target);
        OwnerOnlyFile.WriteShared(target, Utf8.GetBytes(after));
    }

    /// <summary>Removes a file that held nothing but an entry of ours.</summary>
    public void Delete(string before)
    {
        RefuseChanged(before, Target());
        OwnerOnlyFile.Delete(Target());
    }

    /// <summary>The text of a file; null when there is none.</summary>
    /// <exception cref="ConfigFileException">It is not UTF-8.</exception>
    public static string? Read(string target)
    {
        if (OwnerOnlyFile.ReadShared(target, MostBytes) is not { } bytes)
        {
            return null;
        }

        try
        {
            return Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException broken)
        {
            var good = Encoding.UTF8.GetString(bytes, 0, broken.Index);
            throw ConfigFileException.At(good, good.Length, "this is not UTF-8 text. Save the file as UTF-8.");
        }
    }

    private static void RefuseChanged(string? before, string target)
    {
        if (before is not null && new FileInfo(target).IsReadOnly)
        {
            throw new ConfigFileException("it is read-only. Make it writable, or change it where it comes from.");
        }

        if (Read(target) != before)
        {
            throw new ConfigFileException("another program wrote the file in the meantime. Quit the client and try again.");
        }
    }

    // A link that leads nowhere yet still says where the file belongs.
    private string Target() => new FileInfo(Path).LinkTarget is null ? Path
        : File.ResolveLinkTarget(Path, returnFinalTarget: true)?.FullName ?? Path;
}
