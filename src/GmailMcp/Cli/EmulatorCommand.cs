using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using GmailMcp.Hosting;

namespace GmailMcp.Cli;

/// <summary>Serves the emulated Gmail over HTTP on loopback, for clients other than this one.</summary>
internal static class EmulatorCommand
{
    // Like Gmail's own paths, under a port that nothing well known uses.
    private const int DefaultPort = 4100;

    public static Command Create(Terminal terminal)
    {
        var port = new Option<int>("--port")
        {
            Description = "The port on 127.0.0.1; 0 for a free one",
            HelpName = "N",
            DefaultValueFactory = _ => DefaultPort,
            CustomParser = ReadPort,
        };
        var consent = new Option<bool>("--auto-consent")
        {
            Description = "Consent to every sign-in without showing the page",
        };
        var command = new Command("emulator", "Serve an emulated Gmail API on 127.0.0.1") { port, consent };
        command.SetAction((parsed, cancellationToken) => Guard.RunAsync(terminal, async () =>
        {
            await EmulatorHost.RunAsync(
                parsed.GetValue(port),
                parsed.GetValue<string?>("--mailbox"),
                parsed.GetValue(consent),
                TimeProvider.System,
                terminal.Out,
                cancellationToken);
            return 0;
        }));
        return command;
    }

    private static int ReadPort(ArgumentResult result)
    {
        var given = result.Tokens[^1].Value; // the option takes one number, so there is one
        if (int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= IPEndPoint.MaxPort)
        {
            return port;
        }

        result.AddError($"--port must be {IPEndPoint.MinPort} to {IPEndPoint.MaxPort}; got \"{given}\".");
        return 0;
    }
}
