using System.Diagnostics;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>A message bus and GNOME's keyring on it, in a folder of the test's own: the keychain of a Linux desktop without a
/// desktop. The programs come from the packages dbus, gnome-keyring and libsecret-1-0.</summary>
internal sealed class Keyring : IAsyncDisposable
{
    private const string BusVariable = "DBUS_SESSION_BUS_ADDRESS";

    private readonly List<Process> _processes = [];
    private readonly string _home;

    private Keyring(string home) => _home = home;

    public string Address { get; private set; } = "";

    /// <summary>What leads a program to the keyring.</summary>
    public Dictionary<string, string> Variables => new(StringComparer.Ordinal) { [BusVariable] = Address };

    /// <summary>What leads to none, on whatever machine.</summary>
    public static Dictionary<string, string> None { get; } = new(StringComparer.Ordinal) { [BusVariable] = "unix:path=/nowhere/bus" };

    /// <summary>Says why where it cannot be.</summary>
    public static void SkipUnlessHere()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux's keyring can be started without a person: others ask theirs.");
        foreach (var program in new[] { "dbus-daemon", "gnome-keyring-daemon" })
        {
            Assert.SkipUnless(Find(program) is not null, $"{program} is not installed (packages dbus, gnome-keyring, libsecret-1-0).");
        }
    }

    /// <summary>Starts both.</summary>
    /// <param name="home">Where the keyring keeps its files.</param>
    /// <param name="isUnlocked">False for a keyring whose owner has not given his password.</param>
    public static async Task<Keyring> StartAsync(string home, bool isUnlocked = true)
    {
        var keyring = new Keyring(home);
        var bus = keyring.Run("dbus-daemon", "--session", "--nofork", "--print-address=1");
        keyring.Address = await Patience.ForAsync(bus.StandardOutput.ReadLineAsync(), () => "the bus's address")
            ?? throw new InvalidOperationException(await bus.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        var daemon = keyring.Run("gnome-keyring-daemon", ["--foreground", "--components=secrets", .. isUnlocked ? ["--unlock"] : Array.Empty<string>()]);
        if (isUnlocked)
        {
            await daemon.StandardInput.WriteAsync("a password");
        }

        daemon.StandardInput.Close();
        return keyring;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in Enumerable.Reverse(_processes))
        {
            if (!process.HasExited)
            {
                process.Kill();
            }

            await process.WaitForExitAsync();
            process.Dispose();
        }
    }

    private Process Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(Find(program)!, arguments) // SkipUnlessHere has found it
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in new[] { "DISPLAY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR", "XDG_DATA_HOME", "XDG_CACHE_HOME" })
        {
            start.Environment.Remove(name);
        }

        start.Environment["HOME"] = _home;
        start.Environment[BusVariable] = Address;
        var process = Process.Start(start)!; // not null: no shell
        _processes.Add(process);
        return process;
    }

    private static string? Find(string program) =>
        new[] { "/usr/bin", "/bin", "/usr/local/bin" }.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
