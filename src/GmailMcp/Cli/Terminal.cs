using System.Text;

namespace GmailMcp.Cli;

/// <summary>Where a command reads and writes: the process's own streams, or a test's.</summary>
internal sealed record Terminal(Stream Input, Stream Output, TextWriter Out, TextWriter Error)
{
    /// <summary>The input as text, where a person may type; made when first asked for.</summary>
    public TextReader In => field ??= new StreamReader(Input);

    /// <summary>Whether a person sits before it: both input and output are a terminal.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>Tells the person who runs the program something, outside the protocol.</summary>
    public void Notice(string text) => Error.WriteLine($"Notice: {text}");

    public static Terminal OfProcess()
    {
        var output = Console.OpenStandardOutput();
        var error = Console.OpenStandardError();
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return new Terminal(
            Console.OpenStandardInput(),
            output,
            new StreamWriter(output, utf8) { AutoFlush = true },
            new StreamWriter(error, utf8) { AutoFlush = true })
        {
            IsInteractive = !Console.IsInputRedirected && !Console.IsOutputRedirected,
        };
    }
}
