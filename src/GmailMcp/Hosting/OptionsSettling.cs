using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;

namespace GmailMcp.Hosting;

/// <summary>Gives the container options whose values are known: see <see cref="SettledOptions{T}"/>.</summary>
internal static class OptionsSettling
{
    public static void Settle<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] T>(
        this IServiceCollection services, T value)
        where T : class
    {
        var settled = new SettledOptions<T>(value);
        services.AddSingleton<IOptions<T>>(settled);
        services.AddSingleton<IOptionsMonitor<T>>(settled);
    }
}
