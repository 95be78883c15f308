using GmailMcp.Accounts;
using GmailMcp.Storage;

namespace GmailMcp.Cli;

/// <summary>
/// Leads a person who has no OAuth client yet over Google's pages to a keys file that can be used. Off a terminal it asks nothing
/// and ends as it did: with the sentence that there is no keys file.
/// </summary>
internal sealed class FirstKeys(AccountConsole console, OwnerAccount account)
{
    private const int MostDownloads = 20;

    private readonly HashSet<string> _declined = new(StringComparer.Ordinal);

    /// <summary>The keys, found or led to.</summary>
    /// <exception cref="AccountException">There are none, or they cannot be used.</exception>
    public async Task<OAuthKeys> FindAsync(CancellationToken cancellationToken)
    {
        try
        {
            return account.Keys.FindForSignIn(console.Out.WriteLine);
        }
        catch (SignInRequiredException missing) when (missing.Reason == SignInReason.NoKeys && account.Keys.HomePath is not null)
        {
            var home = account.Keys.HomePath;
            var input = console.IsInteractive ? console.In : null;
            if (input is not null && await OfferDownloadAsync(home, input, cancellationToken) is { } downloaded)
            {
                return downloaded;
            }

            await console.Out.WriteLineAsync(Steps(home));
            if (input is not null && await WaitAsync(home, input, cancellationToken) is { } keys)
            {
                return keys;
            }

            throw;
        }
    }

    private string Downloads => Path.Combine(Path.GetDirectoryName(account.Settings.DefaultFolder) ?? "", "Downloads");

    private string Steps(string home) => $"""
        gmail-mcp reaches Google as an OAuth client of your own, and there is none yet. Making one takes about five minutes, once,
        and costs nothing:

          1. Make a project, or choose one of yours at the top of the page:
               https://console.cloud.google.com/projectcreate
          2. Press Enable on the Gmail API's page:
               https://console.cloud.google.com/apis/library/gmail.googleapis.com
          3. Press Get started; give a name and your address; as audience choose External, or Internal for a mailbox of your
             Google Workspace organisation:
               https://console.cloud.google.com/auth/overview
          4. With External, add the mailbox's address under Test users, or press Publish app (in Testing every sign-in ends
             after seven days):
               https://console.cloud.google.com/auth/audience
          5. Create a client of type Desktop app, any name, and press Download JSON now: the secret is not shown again:
               https://console.cloud.google.com/auth/clients/create
          6. {(console.IsInteractive ? $"Leave the file client_secret_….json in {Downloads},\n     or save it as" : "Save the file client_secret_….json as")} {home}

        Then run: {console.Ink.Command("gmail-mcp auth")}

        """;

    private async Task<OAuthKeys?> WaitAsync(string home, LineReader input, CancellationToken cancellationToken)
    {
        while (true)
        {
            await console.Out.WriteAsync("Or stay here: press Enter when the file is there, or type where it is: ");
            if (await input.ReadAsync(cancellationToken) is not { } typed)
            {
                await console.Out.WriteLineAsync();
                return null;
            }

            try
            {
                var path = typed.Trim().Trim('"', '\'');
                var keys = path.Length > 0 ? Take(ClientOptions.FullPath(path), home)
                    : account.Keys.Find() is not null || account.Keys.InCurrentFolder is not null
                        ? account.Keys.FindForSignIn(console.Out.WriteLine)
                    : await OfferDownloadAsync(home, input, cancellationToken);
                if (keys is not null)
                {
                    return keys;
                }

                await console.Out.WriteLineAsync($"There is no client_secret_….json in {Downloads} and nothing at {home} yet.");
            }
            catch (Exception mistaken) when (IsOfTheFile(mistaken))
            {
                await console.Out.WriteLineAsync(mistaken.Message);
            }
        }
    }

    private async Task<OAuthKeys?> OfferDownloadAsync(string home, LineReader input, CancellationToken cancellationToken)
    {
        foreach (var path in Downloaded())
        {
            try
            {
                OAuthKeys.Parse(OwnerOnlyFile.ReadShared(path), path);
            }
            catch (Exception mistaken) when (IsOfTheFile(mistaken))
            {
                await console.Out.WriteLineAsync(mistaken.Message);
                _declined.Add(path);
                continue;
            }

            await console.Out.WriteAsync($"Found {path}. Copy it to {home}, readable by you alone? [Y/n]: ");
            if (await input.ReadAsync(cancellationToken) is { } answer && answer.Trim() is "" or "y" or "Y" or "yes")
            {
                return Take(path, home);
            }

            _declined.Add(path);
        }

        return null;
    }

    private static bool IsOfTheFile(Exception failure) => failure is AccountException or IOException or UnauthorizedAccessException;

    // Under the name that Google gives it, and under what browsers make of a second one.
    private IEnumerable<string> Downloaded() => Directory.Exists(Downloads)
        ? Directory.EnumerateFiles(Downloads, "client_secret*.json")
            .Where(path => !_declined.Contains(path))
            .OrderByDescending(File.GetLastWriteTimeUtc)
            .Take(MostDownloads)
        : [];

    private OAuthKeys Take(string path, string home)
    {
        var content = OwnerOnlyFile.ReadShared(path)
            ?? throw new AccountException($"There is no file {path}.", "Type its whole path, or press Enter to look again.");
        var keys = OAuthKeys.Parse(content, path);
        OwnerOnlyFile.Write(home, content);
        console.Out.WriteLine($"Copied to {home}; the download can go.");
        return keys with { Source = home };
    }
}
