namespace GmailMcp.Cli;

/// <summary>
/// The lines that a person types. A console's reader blocks whatever is asked of it, so it gets a thread of its own, and a line
/// that nobody waits for any more goes to whoever asks next.
/// </summary>
internal sealed class LineReader(TextReader input)
{
    private readonly Lock _gate = new();
    private Task<string?>? _pending;

    /// <summary>The next line; null at the end of the input.</summary>
    public async Task<string?> ReadAsync(CancellationToken cancellationToken)
    {
        Task<string?> line;
        lock (_gate)
        {
            line = _pending ??= Task.Run(input.ReadLine, CancellationToken.None);
        }

        var text = await line.WaitAsync(cancellationToken);
        lock (_gate)
        {
            _pending = _pending == line ? null : _pending;
        }

        return text;
    }
}
