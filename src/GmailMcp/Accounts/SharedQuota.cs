using System.Security.Cryptography;
using System.Text;
using Gmail;
using GmailMcp.Storage;

namespace GmailMcp.Accounts;

/// <summary>What the processes that use one mailbox know of each other's quota units and requests, in a file beside the other state.
/// Where it cannot be used each process counts for itself, which Gmail's refusals then correct.</summary>
internal sealed class SharedQuota : QuotaShare
{
    private readonly SharedWords _words;
    private readonly ProcessMark _mark;
    private readonly Action<string> _notice;
    private int _hasSaidSo;

    private SharedQuota(string path, ProcessMark mark, Action<string> notice)
    {
        _words = new SharedWords(path, Length);
        _mark = mark;
        _notice = notice;
        Process = Guid.ParseExact(mark.Id, "N");
    }

    public override Guid Process { get; }

    /// <summary>Opens the state of one mailbox.</summary>
    /// <param name="folder">Where the server keeps such things; null where it keeps nothing.</param>
    /// <param name="mailbox">What tells the mailbox from others; only its hash is written.</param>
    /// <param name="notice">Told when each process counts for itself.</param>
    public static QuotaShare Open(string? folder, string? mailbox, Action<string> notice)
    {
        if (folder is null || mailbox is null)
        {
            return new QuotaShare();
        }

        try
        {
            var mark = Mark(folder);
            mark.Sweep();
            var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(mailbox)).AsSpan(0, 8));
            return new SharedQuota(Path.Combine(folder, $"{name}.minute"), mark, notice);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            notice(Alone(failure));
            return new QuotaShare();
        }
    }

    public override bool IsAlive(Guid process) => process == Process || _mark.IsAlive(process.ToString("N"));

    public override void Use(Action<long[]> use)
    {
        try
        {
            _words.Use(use);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            if (Interlocked.Exchange(ref _hasSaidSo, 1) == 0)
            {
                _notice(Alone(failure));
            }

            base.Use(use);
        }
    }

    // Another process that sweeps may hold the new sign for a moment: then another one is made.
    private static ProcessMark Mark(string folder)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return new ProcessMark(folder); // held for as long as the process lives, and given back by the system
            }
            catch (IOException) when (tries < 3)
            {
            }
        }
    }

    private static string Alone(Exception failure) =>
        $"Gmail's quota is counted for this process alone, because the count that processes share cannot be kept: {failure.Message} "
        + "Where several run on one mailbox, start each with its part as --units-per-minute.";
}
