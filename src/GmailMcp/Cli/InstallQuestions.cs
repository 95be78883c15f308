using GmailMcp.Policy;

namespace GmailMcp.Cli;

/// <summary>Asks a person on a terminal what the flags would say.</summary>
internal static class InstallQuestions
{
    /// <summary>The arguments that the answers stand for; an empty answer is the default and stands for none.</summary>
    /// <exception cref="InvalidOptionException">The input ended.</exception>
    public static async Task<IReadOnlyList<string>> AskAsync(Terminal terminal)
    {
        var arguments = new List<string>();
        var profile = await AskProfileAsync(terminal);
        if (profile is not null and not Profile.Full)
        {
            arguments.AddRange(["--profile", profile.Value.ToString().ToLowerInvariant()]);
        }

        if (profile is not Profile.Readonly and not Profile.Triage
            && await AskAsync(terminal, "Folder that files may be attached from", "~/GmailAttachments") is { Length: > 0 } source)
        {
            arguments.AddRange(["--attachments-from", ClientOptions.FullPath(source)]);
        }

        if (await AskAsync(terminal, "Folder that attachments are saved in", "~/GmailDownloads") is { Length: > 0 } target)
        {
            arguments.AddRange(["--downloads-to", ClientOptions.FullPath(target)]);
        }

        return arguments;
    }

    private static async Task<Profile?> AskProfileAsync(Terminal terminal)
    {
        while (true)
        {
            var answer = await AskAsync(
                terminal, "What may the assistant do: readonly, triage, draft, send, full, or delete (for good)", "full");
            if (answer.Length == 0)
            {
                return null;
            }

            if (char.IsAsciiLetter(answer[0]) && Enum.TryParse<Profile>(answer, ignoreCase: true, out var profile))
            {
                return profile;
            }

            await terminal.Out.WriteLineAsync($"\"{answer}\" is none of these.");
        }
    }

    private static async Task<string> AskAsync(Terminal terminal, string question, string otherwise)
    {
        await terminal.Out.WriteAsync($"{question} [{otherwise}]: ");
        var answer = await terminal.In.ReadAsync(CancellationToken.None) ?? throw new InvalidOptionException("The input ended before the last answer. Nothing was changed.");
        return answer.Trim() == otherwise ? "" : answer.Trim();
    }
}
