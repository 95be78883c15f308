namespace GmailMcp.Cli.Clients;

/// <summary>A client, and where and how it wants to be told of a server.</summary>
internal sealed record Client
{
    /// <summary>As it is typed after --client.</summary>
    public required string Name { get; init; }

    /// <summary>As its makers write it.</summary>
    public required string Title { get; init; }

    /// <summary>
    /// Its file on Linux, the places tried in order; <see cref="ClientFolders.Resolve"/> reads them. The folder before <c>//</c>, or
    /// else the file's own, is there where the client is; those after it may be made.
    /// </summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>Where macOS differs.</summary>
    public IReadOnlyList<string>? FilesOnMacOS { get; init; }

    /// <summary>Where Windows differs.</summary>
    public IReadOnlyList<string>? FilesOnWindows { get; init; }

    /// <summary>Its file in a project's folder; null where it has none.</summary>
    public string? ProjectFile { get; init; }

    public required ConfigFormat Format { get; init; }

    /// <summary>The settings of an entry.</summary>
    public required Func<ServerEntry, IReadOnlyList<Field>> Fields { get; init; }

    /// <summary>What makes it read its file again.</summary>
    public required string Reload { get; init; }

    /// <summary>The places of its file on this person's system, those that can be named.</summary>
    public IReadOnlyList<ClientPlace> Places(ClientFolders folders)
    {
        var files = folders.System switch
        {
            ClientSystem.MacOS => FilesOnMacOS ?? Files,
            ClientSystem.Windows => FilesOnWindows ?? Files,
            _ => Files,
        };
        return [.. files.Select(file => Place(file, folders)).OfType<ClientPlace>()];
    }

    private static ClientPlace? Place(string file, ClientFolders folders) =>
        folders.Resolve(file) is not { } path ? null
        : new ClientPlace(
            path,
            file.IndexOf("//", StringComparison.Ordinal) is > 0 and var end
                ? folders.Resolve(file[..end])!
                : Path.GetDirectoryName(path)!); // a file has a folder
}
