using System.CommandLine;
using GmailMcp.Policy;

namespace GmailMcp.Cli;

/// <summary><c>gmail-mcp audit verify FOLDER</c>: whether the audit log is as it was written.</summary>
internal static class AuditCommand
{
    public static Command Create(Terminal terminal)
    {
        var folder = new Argument<string>("FOLDER") { Description = "The folder that --audit-log names" };
        var verify = new CommandWithExamples(
            "verify", "Check that no line of the audit log was changed, removed or added", "gmail-mcp audit verify ~/gmail-audit")
        {
            folder,
        };
        verify.Settings = [];
        verify.SetAction((parsed, _) => Guard.RunAsync(
            terminal, () => Task.FromResult(Verify(terminal, parsed.GetValue(folder)!)))); // required: it has a value
        var audit = new CommandWithExamples("audit", "Look through the audit log", "gmail-mcp audit verify ~/gmail-audit")
        {
            verify,
        };
        audit.Settings = [];
        return audit;
    }

    private static int Verify(Terminal terminal, string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new InvalidOptionException($"There is no folder {folder}. Name the one that --audit-log names.");
        }

        var findings = AuditCheck.Run(folder);
        foreach (var found in findings.Breaks.Concat(findings.Notes))
        {
            terminal.Out.WriteLine(found);
        }

        if (findings.Breaks.Count > 0)
        {
            terminal.Out.WriteLine("The audit log was changed after it was written.");
            return 1;
        }

        terminal.Out.WriteLine(findings.Files == 0
            ? $"There is no audit log in {folder}."
            : $"The audit log holds together: {findings.Lines} lines in {findings.Files} {(findings.Files == 1 ? "file" : "files")}.");
        return findings.Files == 0 ? 1 : 0;
    }
}
