namespace GmailMcp.Cli.Clients;

/// <summary>Where a person's programs keep their settings.</summary>
/// <param name="System">Which system's places count.</param>
/// <param name="Home">The home folder.</param>
/// <param name="Variable">What an environment variable names; null when it is not set.</param>
internal sealed record ClientFolders(ClientSystem System, string Home, Func<string, string?> Variable)
{
    /// <summary>
    /// The path with its first word replaced: <c>~</c> is the home folder, <c>@config</c> the system's folder for settings
    /// (XDG_CONFIG_HOME or ~/.config; ~/Library/Application Support; %APPDATA%), <c>$NAME</c> what a variable names. Null where
    /// the variable is not set.
    /// </summary>
    public string? Resolve(string path)
    {
        var (word, rest) = path.Split('/', 2) is [var before, var after] ? (before, after) : (path, "");
        var folder = word switch
        {
            "~" => Home,
            "@config" => Settings,
            "@xdg" => Xdg,
            _ when word.StartsWith('$') => Variable(word[1..]),
            _ => throw new ArgumentException($"{path} begins with no known word.", nameof(path)),
        };
        return folder is null ? null : Path.Combine([folder, .. rest.Split('/', StringSplitOptions.RemoveEmptyEntries)]);
    }

    private string Settings => System switch
    {
        ClientSystem.Windows => Roaming,
        ClientSystem.MacOS => Path.Combine(Home, "Library", "Application Support"),
        _ => Xdg,
    };

    private string Roaming => Variable("APPDATA") ?? Path.Combine(Home, "AppData", "Roaming");

    // The XDG base directories say that a path which is not absolute does not count.
    private string Xdg => Variable("XDG_CONFIG_HOME") is { } folder && Path.IsPathRooted(folder) ? folder : Path.Combine(Home, ".config");
}
