using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;

namespace GmailMcp.Hosting;

/// <summary>
/// Options whose values are known before the container is made. The container's own way to options asks who configures, checks and
/// watches them, and the native runtime builds the types for that from parts at every start: see bench/startup/README.md.
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
