namespace Gmail;

/// <summary>Whether a failed call is tried again and how long to wait before; nothing else.</summary>
/// <remarks>Truncated exponential backoff, as https://developers.google.com/workspace/gmail/api/guides/handle-errors
/// asks
/// for.</remarks>
internal sealed class RetryPolicy(GmailClientOptions options)
{
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(32);

    /// <summary>How long to wait before the next try; null when there is none.</summary>
    /// <param name="tries">How often the call was made already, at least 1.</param>
    /// <param name="error">How it failed the last time.</param>
    public TimeSpan? WaitAfter(int tries, GmailException error)
    {
        var wait = error.RetryAt is { } retryAt ? retryAt - options.TimeProvider.GetUtcNow() : TimeSpan.Zero;
        if ((tries >= options.MaxTries && !IsStillTold(tries, error, wait)) || !MayPass(tries, error))
        {
            return null;
        }

        if (wait <= TimeSpan.Zero)
        {
            wait = Backoff(tries);
        }

        return wait <= options.MaxWait ? wait : null;
    }

    // Whoever comes back when told to is no burden: short waits are kept up for as long as one long wait may last.
    private bool IsStillTold(int tries, GmailException error, TimeSpan wait) =>
        options.MaxTries > 1 && error.Kind == GmailErrorKind.RateLimited && wait > TimeSpan.Zero && tries * wait <= options.MaxWait;

    private static bool MayPass(int tries, GmailException error) => error.Kind switch
    {
        GmailErrorKind.RateLimited or GmailErrorKind.Server or GmailErrorKind.Network or GmailErrorKind.Timeout => true,

        // "Precondition check failed" comes and goes on reads, seen by several clients: one more try.
        GmailErrorKind.FailedPrecondition => tries == 1,
        _ => false,
    };

    private TimeSpan Backoff(int tries)
    {
        var wait = TimeSpan.FromSeconds(Math.Pow(2, tries - 1) + options.Jitter());
        return wait < LongestBackoff ? wait : LongestBackoff;
    }
}
