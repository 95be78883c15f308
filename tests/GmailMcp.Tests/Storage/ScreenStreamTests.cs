using System.Net.Sockets;
using GmailMcp.Storage;

namespace GmailMcp.Tests.Storage;

public sealed class ScreenStreamTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_a_terminal_does_not_take_at_once_it_gets_later()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there the runtime's own stream writes");
        using var door = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        door.Bind(new UnixDomainSocketEndPoint(_folder["screen"]));
        door.Listen();
        using var program = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await program.ConnectAsync(door.LocalEndPoint!, TestContext.Current.CancellationToken);
        using var screen = await door.AcceptAsync(TestContext.Current.CancellationToken);
        program.Blocking = false; // what another process may do to a terminal that both write to
        var text = new byte[1 << 22];
        Random.Shared.NextBytes(text);

        var writing = Task.Run(
            () => new ScreenStream((int)program.Handle).Write(text), TestContext.Current.CancellationToken);
        var shown = new byte[text.Length];
        var count = 0;
        while (count < shown.Length && !writing.IsFaulted)
        {
            count += await screen.ReceiveAsync(shown.AsMemory(count), TestContext.Current.CancellationToken);
        }

        await writing;
        Assert.Equal(text, shown);
    }

    [Fact]
    public void What_is_closed_says_so()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there the runtime's own stream writes");

        Assert.StartsWith(
            "The terminal takes no more: ",
            Assert.Throws<IOException>(() => new ScreenStream(-1).Write([1])).Message,
            StringComparison.Ordinal);
    }
}
