using System.Text;
using GmailMcp.Hosting;
using GmailMcp.Storage;
using Microsoft.Win32.SafeHandles;

namespace GmailMcp.Cli;

/// <summary>Where a command reads and writes: the process's own streams, or a test's.</summary>
internal sealed record Terminal(Stream Input, Stream Output, TextWriter Out, TextWriter Error)
{
    private const int UsualWidth = 80;

    /// <summary>The input as lines, where a person may type; made when first asked for.</summary>
    public LineReader In => field ??= new LineReader(new StreamReader(Input));

    /// <summary>Whether a person sits before it: both input and output are a terminal.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>Whether the input is a keyboard; then no client is at its other end, wherever the output goes.</summary>
    public bool HasKeyboard { get; init; }

    /// <summary>Where progress is shown; null where nobody watches, or where a line cannot be written over.</summary>
    public TextWriter? Progress { get; init; }

    public Ink Ink { get; init; } = Ink.None;

    /// <summary>How wide help is; null as wide as the terminal, which is asked with a control code.</summary>
    public int? HelpWidth { get; init; }

    /// <summary>Tells the person who runs the program something, outside the protocol.</summary>
    public void Notice(string text) => Error.WriteLine($"Notice: {text}");

    public static Terminal OfProcess()
    {
        var output = Console.IsOutputRedirected ? Console.OpenStandardOutput() : OpenScreen(1, Console.OpenStandardOutput);
        var error = Console.IsErrorRedirected ? Console.OpenStandardError() : OpenScreen(2, Console.OpenStandardError);
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var isInteractive = !Console.IsInputRedirected && !Console.IsOutputRedirected;
        var words = new StreamWriter(output, utf8) { AutoFlush = true };
        return new Terminal(OpenInput(), output, words, new StreamWriter(error, utf8) { AutoFlush = true })
        {
            IsInteractive = isInteractive,
            HasKeyboard = !Console.IsInputRedirected,
            Progress = isInteractive && ServerOptions.CanTerminalRedraw() ? words : null,
            Ink = new Ink(isInteractive && ServerOptions.CanTerminalColour()),
            HelpWidth = Console.IsOutputRedirected || OperatingSystem.IsWindows() || ServerOptions.CanTerminalColour()
                ? null : UsualWidth,
        };
    }

    // What is written first through the runtime's own stream puts the terminal's keypad into another mode: ESC[?1h ESC=, which NO_COLOR
    // does not stop and script(1) keeps. On Windows only the runtime's knows the form of the text.
    private static Stream OpenScreen(int descriptor, Func<Stream> open) => OperatingSystem.IsWindows()
        ? open() : new ScreenStream(descriptor);

    // The runtime's own stream of a keyboard echoes what is typed itself, and what was typed before it was asked a second time. The
    // system does it once and at once; on Windows only the runtime's knows the form of the text.
    private static Stream OpenInput() => Console.IsInputRedirected || OperatingSystem.IsWindows()
        ? Console.OpenStandardInput()
        : new FileStream(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, bufferSize: 0);
}
