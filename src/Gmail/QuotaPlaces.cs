using System.Runtime.InteropServices;

namespace Gmail;

/// <summary>The part of a <see cref="QuotaShare"/>'s state about requests in flight: a row for each process.</summary>
internal readonly ref struct QuotaPlaces(long[] words, QuotaShare share)
{
    public const int Length = Rows * RowLength;

    private const int Rows = 32;

    // Two words name the process, one counts its requests, one says whether it waits for a place.
    private const int RowLength = 4;
    private const int InFlight = 2;
    private const int Waits = 3;

    // More cannot be: what stands there is damaged.
    private const long MostInFlight = 1_000;

    /// <summary>Takes places for this process, as many as are free.</summary>
    /// <param name="held">How many this process holds; what the row says of it is forgotten.</param>
    /// <param name="wanted">How many more, at most.</param>
    /// <param name="limit">How many requests may be in flight, over all processes.</param>
    /// <returns>0 where others hold too many; then this process is noted as waiting, and the others leave it its
    /// part.</returns>
    public int Take(int held, int wanted, int limit)
    {
        var own = FindOwn();
        if (own.IsEmpty)
        {
            return wanted; // more processes than rows: better a request too many than none for ever
        }

        var (others, waiting) = CountOthers(limit, held + wanted);
        var part = waiting == 0 ? limit : Math.Max(1, limit / (waiting + 1));
        var free = Math.Min(limit - others, part) - held;
        var taken = held + others == 0 ? Math.Max(1, Math.Min(wanted, free)) : Math.Clamp(free, 0, wanted);
        own[Waits] = taken > 0 ? 0 : 1;
        own[InFlight] = held + taken;
        return (int)taken;
    }

    /// <summary>Notes that places were given back, or that nobody waits for one any longer.</summary>
    /// <param name="held">How many this process holds now.</param>
    /// <param name="stillWaits">Whether somebody in this process waits for one.</param>
    public void Hold(int held, bool stillWaits)
    {
        var own = FindOwn();
        if (!own.IsEmpty)
        {
            own[InFlight] = held;
            own[Waits] = stillWaits ? 1 : 0;
        }
    }

    /// <summary>The requests of other processes, and how many of these wait for a place. Whether they still run is asked only
    /// where they stand in the way.</summary>
    private (long InFlight, int Waiting) CountOthers(int limit, long own)
    {
        var (inFlight, waiting) = Sum();
        if (waiting == 0 && inFlight + own <= limit)
        {
            return (inFlight, waiting);
        }

        for (var i = 0; i < Rows; i++)
        {
            var row = Row(i);
            if (IdOf(row) is var id && id != Guid.Empty && id != share.Process && !share.IsAlive(id))
            {
                row.Clear();
            }
        }

        return Sum();
    }

    private (long InFlight, int Waiting) Sum()
    {
        var (inFlight, waiting) = (0L, 0);
        for (var i = 0; i < Rows; i++)
        {
            var row = Row(i);
            if (IdOf(row) is var id && id != Guid.Empty && id != share.Process)
            {
                inFlight += Math.Clamp(row[InFlight], 0, MostInFlight);
                waiting += row[Waits] != 0 ? 1 : 0;
            }
        }

        return (inFlight, waiting);
    }

    // A row without requests belongs to whoever needs it.
    private Span<long> FindOwn()
    {
        Span<long> free = default;
        for (var i = 0; i < Rows; i++)
        {
            var row = Row(i);
            var id = IdOf(row);
            if (id == share.Process)
            {
                return row;
            }

            if (free.IsEmpty && (id == Guid.Empty || (row[InFlight] == 0 && row[Waits] == 0) || (i == Rows - 1 && !share.IsAlive(id))))
            {
                free = row;
            }
        }

        if (!free.IsEmpty)
        {
            free.Clear();
            var process = share.Process;
            MemoryMarshal.Write(MemoryMarshal.AsBytes(free[..2]), in process);
        }

        return free;
    }

    private Span<long> Row(int number) => words.AsSpan(QuotaMinute.Length + (number * RowLength), RowLength);

    private static Guid IdOf(ReadOnlySpan<long> row) => MemoryMarshal.Read<Guid>(MemoryMarshal.AsBytes(row[..2]));
}
