namespace GmailMcp.Hosting;

/// <summary>The first part of a line whose end has not come: blocks, so that a line that grows is not copied over and over, and
/// what is given up is given back.</summary>
internal sealed class BegunLine
{
    private const int BlockSize = 64 * 1024;

    private readonly List<byte[]> _blocks = [];

    public int Length { get; private set; }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (Length == _blocks.Count * BlockSize)
            {
                _blocks.Add(new byte[BlockSize]);
            }

            var free = _blocks[Length / BlockSize].AsSpan(Length % BlockSize);
            var count = Math.Min(bytes.Length, free.Length);
            bytes[..count].CopyTo(free);
            bytes = bytes[count..];
            Length += count;
        }
    }

    /// <summary>The whole, in one piece; begins anew.</summary>
    public ReadOnlyMemory<byte> Take()
    {
        var line = new byte[Length];
        for (var begin = 0; begin < Length; begin += BlockSize)
        {
            _blocks[begin / BlockSize].AsSpan(0, Math.Min(BlockSize, Length - begin)).CopyTo(line.AsSpan(begin));
        }

        Clear();
        return line;
    }

    public void Clear()
    {
        if (_blocks.Count > 1)
        {
            _blocks.RemoveRange(1, _blocks.Count - 1);
        }

        Length = 0;
    }
}
