using System.CommandLine;
using System.Net;
using GmailMcp.Hosting;

namespace GmailMcp.Cli;

/// <summary>Serves the emulated Gmail over HTTP on loopback, for clients other than this one.</summary>
internal static class EmulatorCommand
{
    // Like Gmail's own paths, under a port that nothing well known uses.
    private const int DefaultPort = 4100;

    private const int MostAccounts = 1000; // each holds a whole mailbox in memory
    private const int LongestLatency = 60_000;

    public static Command Create(Terminal terminal)
    {
        var port = new NumberOption("--port", IPEndPoint.MinPort, IPEndPoint.MaxPort, DefaultPort)
        {
            Description = "The port on 127.0.0.1; 0 for a free one",
        };
        var consent = new Option<bool>("--auto-consent")
        {
            Description = "Consent to every sign-in without showing the page",
        };
        var accounts = new NumberOption("--accounts", 0, MostAccounts, 0)
        {
            Description = "Add mailboxes: caller1@example.com and on, each with the same mail",
        };
        var latency = new NumberOption("--latency", 0, LongestLatency, 0)
        {
            Description = "Answer each request after so many milliseconds",
        };
        var faults = new NumberOption("--faults", 0, 100, 0)
        {
            Description = "Let so many in a hundred requests fail: 5xx, rate limits, broken connections",
        };
        var command = new CommandWithExamples(
            "emulator",
            "Serve an emulated Gmail API on 127.0.0.1",
            "gmail-mcp emulator --port 4100 --auto-consent",
            "gmail-mcp emulator --mailbox takeout.mbox",
            "gmail-mcp emulator --latency 200 --faults 5")
        {
            port, consent, accounts, latency, faults,
        };
        command.Settings = ["--mailbox", "--service-account"];
        command.SetAction((parsed, cancellationToken) => Guard.RunAsync(terminal, async () =>
        {
            var settings = new EmulatorSettings
            {
                Port = parsed.GetValue(port),
                MailboxFile = parsed.GetValue<string?>("--mailbox"),
                ConsentsByItself = parsed.GetValue(consent),
                MoreAccounts = parsed.GetValue(accounts),
                Latency = TimeSpan.FromMilliseconds(parsed.GetValue(latency)),
                FaultShare = parsed.GetValue(faults) / 100.0,
                ServiceAccountFile = parsed.GetValue<string?>("--service-account"),
            };
            await using var progress = new Progress(terminal.Progress, "Reading the mail", TimeProvider.System).Start();
            await EmulatorHost.RunAsync(settings, TimeProvider.System, terminal.Out, progress.DisposeAsync, cancellationToken);
            return 0;
        }));
        return command;
    }
}
