using GmailMcp.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace GmailMcp.Tests.Hosting;

public class OptionsSettlingTests
{
    [Fact]
    public void What_is_settled_holds_against_what_the_container_would_make()
    {
        var services = new ServiceCollection();
        services.Settle(new HostOptions { ShutdownTimeout = TimeSpan.FromSeconds(7) });
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(8));
        using var provider = services.BuildServiceProvider();

        Assert.Equal(TimeSpan.FromSeconds(7), provider.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout);
        Assert.Equal(
            TimeSpan.FromSeconds(7), provider.GetRequiredService<IOptionsMonitor<HostOptions>>().CurrentValue.ShutdownTimeout);
    }
}
