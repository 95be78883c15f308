using System.Security.Cryptography;
using System.Text;
using GmailMcp.Storage;

namespace GmailMcp.Policy;

/// <summary>How often a mailbox may do something in a day (UTC). The count is taken before the act and kept in a file that all
/// processes share, so that neither a crash nor a second process makes room. What certainly did not happen is given back.</summary>
/// <param name="settings">The caps.</param>
/// <param name="folder">Where the counts are kept; null keeps them in memory.</param>
/// <param name="time">The clock.</param>
/// <param name="notice">Told, in a sentence, of loose permissions that were repaired.</param>
internal sealed class DailyCaps(PolicySettings settings, string? folder, TimeProvider time, Action<string> notice)
{
    private readonly Dictionary<string, DayCount> _inMemory = [];
    private readonly Lock _gate = new();

    /// <summary>Takes the count, or says which cap stands in the way and takes nothing.</summary>
    /// <param name="owner">Whose call it is.</param>
    /// <param name="account">The mailbox's address.</param>
    /// <param name="lasts">False for an owner who ends with his session: his counts stay in memory.</param>
    /// <param name="act">What will be done.</param>
    /// <param name="count">How often.</param>
    /// <param name="cancellationToken">Stops waiting for other processes.</param>
    /// <exception cref="PolicyException">The count cannot be kept, so the act must not happen.</exception>
    public async Task<CapReached?> TryTakeAsync(
        string owner, string account, bool lasts, CappedAct act, int count, CancellationToken cancellationToken)
    {
        CapReached? reached = null;
        await ChangeAsync(owner, account, lasts, before => Take(before, act, count, out reached), cancellationToken);
        return reached;
    }

    /// <summary>Gives back what was taken today for an act that certainly did not happen.</summary>
    /// <inheritdoc cref="TryTakeAsync" path="/param"/>
    /// <inheritdoc cref="TryTakeAsync" path="/exception"/>
    public Task GiveBackAsync(
        string owner, string account, bool lasts, CappedAct act, int count, CancellationToken cancellationToken) =>
        ChangeAsync(
            owner,
            account,
            lasts,
            before => before is null || before.Day < Today ? null : before.Add(act, -(int)Math.Min(count, before.Of(act))),
            cancellationToken);

    private DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    // Null from change: it stays as it is.
    private async Task ChangeAsync(
        string owner, string account, bool lasts, Func<DayCount?, DayCount?> change, CancellationToken cancellationToken)
    {
        var name = Name(owner, account);
        if (folder is null || !lasts)
        {
            lock (_gate)
            {
                if (change(_inMemory.GetValueOrDefault(name)) is { } next)
                {
                    _inMemory[name] = next;
                }
            }

            return;
        }

        var path = Path.Combine(folder, $"{name}.count");
        try
        {
            using var held = await FileLock.AcquireAsync(path + ".lock", cancellationToken);
            if (change(Read(path)) is { } next)
            {
                OwnerOnlyFile.Write(path, Encoding.ASCII.GetBytes(next.ToString()));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new PolicyException(
                $"Today's count cannot be kept in {path}, and without it the daily limits would not hold: {exception.Message} "
                + "Make its folder writable for this user, or name another one with GMAIL_MCP_STATE_DIR.",
                exception);
        }
    }

    // Null where the cap stands in the way.
    private DayCount? Take(DayCount? before, CappedAct act, int count, out CapReached? reached)
    {
        // A clock that jumped back does not begin the day again.
        var counted = before is null || before.Day < Today ? DayCount.Empty(Today) : before;
        var (cap, done) = (settings.CapOf(act), counted.Of(act));
        if (done + count <= cap)
        {
            reached = null;
            return counted.Add(act, count);
        }

        var tomorrow = counted.Day.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        reached = new CapReached(act, cap, done, new DateTimeOffset(tomorrow));
        return null;
    }

    private DayCount? Read(string path)
    {
        if (OwnerOnlyFile.Read(path, notice) is not { } content)
        {
            return null;
        }

        return DayCount.Parse(Encoding.UTF8.GetString(content))
            ?? throw new PolicyException($"{path} holds no count of a day, so today's limits are not known. Remove the file.");
    }

    // The file tells nobody whose mailbox it counts.
    private static string Name(string owner, string account) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{owner}\n{account.ToLowerInvariant()}")).AsSpan(0, 16));
}
