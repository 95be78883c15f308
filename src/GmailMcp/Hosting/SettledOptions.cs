using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;

namespace GmailMcp.Hosting;

/// <summary>
/// Options whose values are known before the container is made. The container's own way to options asks who configures, checks and
/// watches them, and builds the types for that from parts while the server starts: 3 MB and a tenth of the
/// start's time for ten options that nobody configures (bench/startup).
/// </summary>
internal sealed class SettledOptions<
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] T>(
    T value) : IOptions<T>, IOptionsMonitor<T>
    where T : class
{
    public T Value => value;

    public T CurrentValue => value;

    public T Get(string? name) => value;

    public IDisposable? OnChange(Action<T, string?> listener) => null;
}
