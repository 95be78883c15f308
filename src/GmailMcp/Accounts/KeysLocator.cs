using GmailMcp.Storage;

namespace GmailMcp.Accounts;

/// <summary>
/// Finds the OAuth client: the environment, then GMAIL_OAUTH_PATH, then beside the credentials file, then
/// <c>~/.gmail-mcp</c>. Never the current folder, which may be anybody's; only <c>auth</c> looks there.
/// </summary>
/// <param name="settings">Where to look.</param>
/// <param name="tellsPaths">False for owners who are not the operator: they are told neither where the files are nor what a
/// terminal could do.</param>
internal sealed class KeysLocator(AccountSettings settings, bool tellsPaths = true)
{
    /// <summary>
    /// The keys file that <c>auth</c> writes, beside the credentials; null when there is no credentials file.
    /// </summary>
    public string? HomePath =>
        settings.CredentialsPath is { } path ? Path.Combine(FolderOf(path), OAuthKeys.FileName) : null;

    /// <summary>Where a keys file is looked for, in this order.</summary>
    public IReadOnlyList<string> Paths
    {
        get
        {
            var paths = new List<string>();
            if (settings.OAuthPath is { } named)
            {
                paths.Add(named);
            }

            if (HomePath is { } beside)
            {
                paths.Add(beside);
            }

            // With stand-ins for Google the default folder's client secret stays at home too.
            if (!settings.Endpoints.AreStandIns)
            {
                paths.Add(Path.Combine(settings.DefaultFolder, OAuthKeys.FileName));
            }

            return [.. paths.Distinct(StringComparer.Ordinal)];
        }
    }

    /// <summary>A keys file in the current folder, which the server does not use; null when there is none.</summary>
    public string? InCurrentFolder
    {
        get
        {
            var path = Path.Combine(settings.CurrentFolder, OAuthKeys.FileName);
            return !Paths.Contains(path) && OwnerOnlyFile.Exists(path) ? path : null;
        }
    }

    /// <summary>The client, or null when there is none anywhere.</summary>
    /// <exception cref="AccountException">The first file found is not a keys file or cannot be read.</exception>
    public OAuthKeys? Find() => settings.EnvironmentKeys ?? Paths.Select(Read).FirstOrDefault(keys => keys is not null);

    /// <exception cref="SignInRequiredException">There is none; it tells how to get one.</exception>
    public OAuthKeys FindOrExplain() => Find() ?? throw Missing();

    /// <summary>
    /// For <c>auth</c>: a file in the current folder wins over one that was copied before, and is copied.
    /// </summary>
    /// <param name="say">Told that the file was copied, and where.</param>
    /// <exception cref="SignInRequiredException">There are no keys.</exception>
    public OAuthKeys FindForSignIn(Action<string> say)
    {
        var isNamed = settings.EnvironmentKeys is not null
            || (settings.OAuthPath is { } named && OwnerOnlyFile.Exists(named));
        if (!isNamed && InCurrentFolder is { } path && HomePath is { } home && Read(path) is { } keys)
        {
            OwnerOnlyFile.Write(home, OwnerOnlyFile.ReadShared(path));
            say("OAuth keys found in current directory, copied to global config.");
            say($"{path} was copied to {home}; the server reads only the copy.");
            return keys with { Source = home };
        }

        return FindOrExplain();
    }

    /// <summary>
    /// Puts a copy of the client beside the credentials, so that the server needs nothing else (Docker).
    /// </summary>
    public void KeepBesideCredentials(OAuthKeys keys)
    {
        var isAtHome = keys.Source == HomePath
            || keys.Source == Path.Combine(settings.DefaultFolder, OAuthKeys.FileName);
        if (keys.IsKept && !isAtHome && HomePath is { } home)
        {
            OwnerOnlyFile.Write(home, keys.Serialize());
        }
    }

    private OAuthKeys? Read(string path)
    {
        try
        {
            if (path == Path.Combine(settings.DefaultFolder, OAuthKeys.FileName))
            {
                OwnerOnlyFile.TryTighten(path); // the Node servers left it readable by everybody
            }

            return OwnerOnlyFile.ReadShared(path) is { } content ? OAuthKeys.Parse(content, path) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new AccountException(
                $"The OAuth keys file {path} cannot be read: {failure.Message}",
                "Make it readable for this user.", failure);
        }
    }

    private SignInRequiredException Missing()
    {
        if (!tellsPaths)
        {
            return new(
                SignInReason.NoKeys,
                account: null,
                "Nobody is signed in, and this server has no OAuth client of its own.",
                "Give clientId and clientSecret to get_auth_url, or ask the operator to set a client up.");
        }

        var here = InCurrentFolder is { } unused
            ? $" There is one in the current folder ({unused}), which the server never reads: run gmail-mcp auth "
            + "there once."
            : "";
        return new(
            SignInReason.NoKeys,
            account: null,
            $"OAuth keys file not found. Please place {OAuthKeys.FileName} in current directory or "
            + $"{FolderOf(HomePath ?? settings.DefaultFolder + "/x")}.",
            "Get it from Google Cloud Console (https://console.cloud.google.com/auth/clients): enable the Gmail "
            + "API, create a client "
            + "of type Desktop app, download its JSON, then run gmail-mcp auth. Looked at "
            + $"{string.Join(", ", Paths)}.{here}");
    }

    private static string FolderOf(string path) => Path.GetDirectoryName(path) ?? path;
}
