using System.Buffers;
using System.CommandLine;
using System.Text;
using System.Text.Json;
using GmailMcp.Accounts;
using GmailMcp.Policy;

namespace GmailMcp.Cli;

/// <summary>
/// <c>gmail-mcp doctor</c>: looks at the whole set-up and says, for each thing amiss, how to put it right.
/// </summary>
internal static class DoctorCommand
{
    /// <param name="console">The process.</param>
    /// <param name="settings">The program's own --profile and --read-only: they say what is needed.</param>
    public static Command Create(AccountConsole console, ServeOptions settings)
    {
        var json = new Option<bool>("--json") { Description = "Print the findings as JSON" };
        var command = new CommandWithExamples(
            "doctor",
            "Check keys, sign-in, permissions, clock, port and network",
            "gmail-mcp doctor",
            "gmail-mcp doctor --profile readonly",
            "gmail-mcp doctor --json")
        {
            json,
        };
        command.Settings = ["--profile", "--read-only", "--policy"];
        command.SetAction((parsed, cancellationToken) => RunAsync(
            console,
            settings.Rung(parsed),
            parsed.GetValue(json),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        AccountConsole console, Profile profile, bool isJson, CancellationToken cancellationToken)
    {
        var findings = await ExamineAsync(console, profile, cancellationToken);
        var isSound = !findings.Any(finding => finding.Level == FindingLevel.Problem);
        await console.Out.WriteAsync(isJson ? RenderJson(findings) : Render(findings, console.Ink));
        if (console.IsInteractive && !isJson && isSound)
        {
            await console.Out.WriteLineAsync($"Next: {console.Ink.Command(ClientOptions.InstallLine())}");
        }

        return isSound ? 0 : 1;
    }

    /// <summary>Looks, and prints what was found.</summary>
    public static async Task ShowAsync(AccountConsole console, Profile profile, CancellationToken cancellationToken) =>
        await console.Out.WriteAsync(Render(await ExamineAsync(console, profile, cancellationToken), console.Ink));

    private static async Task<IReadOnlyList<Finding>> ExamineAsync(
        AccountConsole console, Profile profile, CancellationToken cancellationToken)
    {
        try
        {
            using var account = new OwnerAccount(
                console.ReadSettings(),
                console.CreateHandler(),
                console.Clock,
                text => console.Error.WriteLine($"Notice: {text}"));
            var findings = await new Doctor(account, profile, console.Clock).ExamineAsync();
            var isSignedIn = !findings.Any(
                finding => finding is { Check: "credentials" or "keys", Level: FindingLevel.Problem });
            await using var progress = new Progress(console.Progress, "Asking Gmail", console.Clock).Start();
            var online = await new DoctorOnline(account, console.CreateHandler, console.Clock)
                .ExamineAsync(isSignedIn, cancellationToken);
            return [.. findings, .. online];
        }
        catch (AccountException wrong)
        {
            return [Finding.Problem("settings", wrong.What, wrong.Repair)];
        }
    }

    private static string Render(IReadOnlyList<Finding> findings, Ink ink)
    {
        var text = new StringBuilder();
        foreach (var finding in findings)
        {
            text.Append(Painted(finding.Level, ink)).Append(finding.Check.PadRight(15)).AppendLine(finding.Text);
            if (finding.Fix is { } fix)
            {
                text.Append(' ', 24).Append("fix: ").AppendLine(fix);
            }
        }

        var problems = findings.Count(finding => finding.Level == FindingLevel.Problem);
        var warnings = findings.Count(finding => finding.Level == FindingLevel.Warning);
        return text
            .AppendLine()
            .AppendLine(problems + warnings == 0
                ? "Everything is in order."
                : $"{Count(problems, "problem")}, {Count(warnings, "warning")}.")
            .ToString();
    }

    private static string Painted(FindingLevel level, Ink ink)
    {
        var word = Word(level).PadRight(9);
        return level switch
        {
            FindingLevel.Ok => ink.Good(word),
            FindingLevel.Warning => ink.Doubtful(word),
            _ => ink.Bad(word),
        };
    }

    private static string RenderJson(IReadOnlyList<Finding> findings)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartArray();
            foreach (var finding in findings)
            {
                json.WriteStartObject();
                json.WriteString("check", finding.Check);
                json.WriteString("level", Word(finding.Level));
                json.WriteString("text", finding.Text);
                if (finding.Fix is { } fix)
                {
                    json.WriteString("fix", fix);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static string Word(FindingLevel level) => level.ToString().ToLowerInvariant();

    private static string Count(int number, string noun) => number == 1 ? $"1 {noun}" : $"{number} {noun}s";
}
