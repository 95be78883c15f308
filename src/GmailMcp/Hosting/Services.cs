using GmailMcp.Accounts;
using GmailMcp.Outbox;
using GmailMcp.Policy;
using GmailMcp.Tools;
using GmailMcp.Tools.Accounts;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace GmailMcp.Hosting;

/// <summary>The composition root: what the server is made of, top to bottom.</summary>
internal static class Services
{
    public static IMcpServerBuilder AddGmailMcp(this IServiceCollection services, ServerOptions options, Backend backend)
    {
        // stderr only: stdout carries the protocol. Of the SDK only errors: what a client did wrong is answered to it, and
        // the SDK's warning of the same would be a stack trace for each.
        services.AddLogging(logging => logging
            .SetMinimumLevel(LogLevel.Warning)
            .AddFilter("ModelContextProtocol", LogLevel.Error)
            .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace));
        services.AddSingleton(options.Time);

        // Whose mailbox.
        services.AddScoped<CurrentCall>();
        services.AddScoped(call =>
            new Mailboxes(Owner.Local, call.GetRequiredService<CurrentCall>().Account, backend.Connections));

        // Signing in, from tools.
        services.AddSingleton(new ServerScopes(ProfileScopes.For(options.IsReadOnly ? Profile.Readonly : options.Profile)));
        services.AddSingleton<SessionTokens>();
        services.AddSingleton(provider =>
            new PendingSignIns(backend.Account, provider.GetRequiredService<SessionTokens>(), backend.Browser));

        // What tools use.
        services.AddSingleton(options.Files);
        services.AddSingleton<LocalFiles>();
        services.AddSingleton(options.SendLimits);
        services.AddSingleton<Sender>();

        // Tools: what is listed, and the gate in front of them.
        var catalog = new ToolCatalog();
        var sets = new ToolSets(options.Profile, options.IsReadOnly, backend.GrantedScopes);
        services.AddSingleton(catalog);
        services.AddSingleton(sets);
        services.AddSingleton(options.ToolLimits);
        services.TryAddSingleton<ToolGate>();
        services.AddOptions<ModelContextProtocol.Server.McpServerOptions>()
            .Configure<ToolGate>((server, gate) => server.Filters.Request.CallToolFilters.Add(gate.Wrap));

        return services
            .AddMcpServer(server =>
            {
                server.ServerInfo = new() { Name = "gmail", Title = "Gmail", Version = ServerOptions.ProductVersion };
                server.ServerInstructions = Instructions.Text;
            })
            .WithMessageFilters(filters => filters.AddIncomingFilter(CallShape.Wrap).AddOutgoingFilter(Announced.Wrap))
            .WithTools(catalog.Tools.Where(sets.Has).Select(tool => tool.Tool));
    }
}
