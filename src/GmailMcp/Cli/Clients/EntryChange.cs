namespace GmailMcp.Cli.Clients;

/// <summary>Adds, replaces and takes out one entry of a client's file, as text.</summary>
internal static class EntryChange
{
    /// <param name="client">Whose file it is.</param>
    /// <param name="text">The file; empty for a new one.</param>
    /// <param name="entry">What is to stand there.</param>
    /// <param name="keepsVariables">The environment variables of an entry of this name stay.</param>
    /// <exception cref="ConfigFileException">It cannot be changed with certainty.</exception>
    public static Change Install(Client client, string text, ServerEntry entry, bool keepsVariables)
    {
        var format = client.Format;
        var fields = client.Fields(entry);
        var before = format.Find(text, entry.Name);
        var rendered = before is null
            ? format.Render(text, entry.Name, fields)
            : format.Merge(text, entry.Name, before, fields, keepsVariables);
        var after = before is null ? format.Add(text, rendered) : ConfigFormat.Replace(text, before, rendered);
        Check(format, text, after, entry, before is null);
        return new Change(after, rendered, before);
    }

    /// <summary>
    /// Takes the entry out. Where the newest backup from before it says so, the file gets its old bytes or the entry that was
    /// replaced comes back.
    /// </summary>
    /// <param name="format">The file's form.</param>
    /// <param name="text">The file.</param>
    /// <param name="name">The entry's name.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="backups">Newest first.</param>
    /// <returns>With an empty text where the file held nothing else and was made for the entry.</returns>
    /// <inheritdoc cref="Install" path="/exception"/>
    public static Change Uninstall(
        ConfigFormat format, string text, string name, FoundEntry entry, IEnumerable<(string Path, string Text)> backups)
    {
        var raw = entry.Raw(text);
        if (FindBefore(format, name, backups) is { } backup)
        {
            if (format.Find(backup.Text, name) is { } found)
            {
                var old = found.Raw(backup.Text);
                return new Change(ConfigFormat.Replace(text, entry, old), old, entry, backup.Path);
            }

            if (format.Add(backup.Text, raw) == text)
            {
                return new Change(backup.Text, "", entry, backup.Path);
            }
        }

        return new Change(format.Add("", raw) == text ? "" : format.Remove(text, name, entry), "", entry);
    }

    /// <summary>The newest backup in which an entry of this name was not ours; null where there is none.</summary>
    public static (string Path, string Text)? FindBefore(
        ConfigFormat format, string name, IEnumerable<(string Path, string Text)> backups)
    {
        foreach (var backup in backups)
        {
            var (found, isUnderstood) = Understood(format, backup.Text, name);
            if (isUnderstood && (found is null || !OwnProgram.IsStartedBy(found)))
            {
                return backup; // the others are damaged since, or with an earlier entry of ours
            }
        }

        return null;
    }

    /// <summary>The names of the entries that start this program.</summary>
    public static IReadOnlyList<string> OwnNames(ConfigFormat format, string text) =>
        [.. format.Names(text).Where(name => format.Find(text, name) is { } entry && OwnProgram.IsStartedBy(entry))];

    private static (FoundEntry? Found, bool IsUnderstood) Understood(ConfigFormat format, string text, string name)
    {
        try
        {
            return (format.Find(text, name), true);
        }
        catch (ConfigFileException)
        {
            return (null, false);
        }
    }

    // What was written is read again: a form that fooled the reader must not reach the disk.
    private static void Check(ConfigFormat format, string text, string after, ServerEntry entry, bool isNew)
    {
        var found = format.Find(after, entry.Name);
        var names = format.Names(text);
        if (found?.Command != entry.Command || found.Arguments?.SequenceEqual(entry.Arguments) != true
            || !format.Names(after).Order(StringComparer.Ordinal).SequenceEqual(
                (isNew ? names.Append(entry.Name) : names).Order(StringComparer.Ordinal)))
        {
            throw new ConfigFileException("the file is laid out in a way that is not changed with certainty. Add the entry by hand: --print shows it.");
        }
    }
}
