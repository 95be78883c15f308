using System.CommandLine;
using System.Globalization;
using GmailMcp.Policy;

namespace GmailMcp.Cli;

/// <summary>The options that narrow to whom mail may go, how much a day, and when the person is asked; the policy file has the
/// same settings, and of two the stricter holds.</summary>
internal sealed class PolicyOptions
{
    private readonly Option<string?> _file = Recursive(new Option<string?>("--policy")
    {
        Description = "A file with these settings; where flags differ, the stricter holds",
        HelpName = "FILE",
    });

    private readonly Option<string[]> _allow = Recursive(new Option<string[]>("--allow-to")
    {
        Description = "Mail goes to this address or domain only (repeatable)",
        HelpName = "WHO",
    });

    private readonly Option<string[]> _deny = Recursive(new Option<string[]>("--deny-to")
    {
        Description = "No mail goes to this address or domain (repeatable)",
        HelpName = "WHO",
    });

    private readonly Option<bool> _threadOnly = Recursive(new Option<bool>("--thread-only")
    {
        Description = "Mail goes only to people in the thread that it answers",
    });

    private readonly Option<ConfirmMode> _confirm = Recursive<ConfirmMode>(new ChoiceOption<ConfirmMode>("--confirm", ConfirmMode.Auto)
    {
        Description = "Ask the person before mail to someone new and deletes: never, auto or always",
        HelpName = "WHEN",
    });

    private readonly Option<string[]> _cap = Recursive(new Option<string[]>("--cap")
    {
        Description = "Most in a day and mailbox: send=500, delete=1000, filter=20 (repeatable)",
        HelpName = "WHAT=N",
    });

    public void AddTo(RootCommand root)
    {
        foreach (var option in new Option[] { _file, _allow, _deny, _threadOnly, _confirm, _cap })
        {
            root.Add(option);
        }
    }

    /// <param name="parsed">The command line.</param>
    /// <param name="notice">Told, in a sentence, what the person who runs the server should know.</param>
    /// <exception cref="InvalidOptionException">A flag or the file is wrong.</exception>
    public PolicySettings Read(ParseResult parsed, Action<string> notice)
    {
        try
        {
            var allowed = Patterns(parsed, _allow);
            var flags = new PolicySettings
            {
                Allowed = allowed.Count > 0 ? [allowed] : [],
                Denied = Patterns(parsed, _deny),
                IsThreadOnly = parsed.GetValue(_threadOnly),
                Confirm = parsed.GetResult(_confirm) is { Implicit: false } ? parsed.GetValue(_confirm) : null,
                Caps = ReadCaps(parsed),
            };
            return parsed.GetValue(_file) is { } file ? flags.And(PolicyFile.Read(file, notice)) : flags;
        }
        catch (PolicyException exception)
        {
            throw new InvalidOptionException(exception.Message);
        }
    }

    private static IReadOnlyList<RecipientPattern> Patterns(ParseResult parsed, Option<string[]> option) =>
        [.. (parsed.GetValue(option) ?? []).Select(text => RecipientPattern.Parse(text, option.Name))];

    private Dictionary<CappedAct, int> ReadCaps(ParseResult parsed)
    {
        var caps = new Dictionary<CappedAct, int>();
        foreach (var text in parsed.GetValue(_cap) ?? [])
        {
            var parts = text.Split('=');
            if (parts.Length != 2
                || parts[0] is not ("send" or "delete" or "filter")
                || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var cap)
                || cap > PolicyFile.LargestCap
                || !caps.TryAdd(Enum.Parse<CappedAct>(parts[0], ignoreCase: true), cap))
            {
                throw new PolicyException(
                    $"--cap takes send=N, delete=N or filter=N, each once, with N from 0 to {PolicyFile.LargestCap}; got \"{text}\".");
            }
        }

        return caps;
    }

    private static Option<T> Recursive<T>(Option<T> option)
    {
        option.Recursive = true;
        return option;
    }
}
