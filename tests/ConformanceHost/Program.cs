using ConformanceHost;
using GmailMcp.Hosting;
using GmailMcp.Hosting.Http;
using GmailMcp.Tools;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ModelContextProtocol.Protocol;

// The product's own HTTP server over the demo mailbox, with the tools, resources and prompts that the scenarios of
// @modelcontextprotocol/conformance look for. Prints its address and serves until it is told to stop.
var options = new ServerOptions
{
    IsDemo = true,
    Files = ServerOptions.ReadFiles([], null),
    Accounts = ServerOptions.ReadAccounts(),
};
await using var app = HttpHost.Build(options, new HttpOptions { Port = 0 }, Backend.For(options), AddFixtures);
await HttpHost.StartAsync(app, CancellationToken.None);
Console.WriteLine(app.Urls.First());
await app.WaitForShutdownAsync();

static void AddFixtures(IMcpServerBuilder mcp)
{
    var fixtures = new[] { ContentTools.All, NotificationTools.All, AskingTools.All, RoundTools.All }.SelectMany(all => all).ToList();

    // In the catalog, so that they pass the product's gate like any tool of its own.
    mcp.Services.AddSingleton(new ToolCatalog(fixtures));
    mcp.WithTools(fixtures.Select(fixture => fixture.Tool))
        .WithResources(Resources.All)
        .WithPrompts(Prompts.All)
        .WithSubscribeToResourcesHandler((_, _) => ValueTask.FromResult(new EmptyResult()))
        .WithUnsubscribeFromResourcesHandler((_, _) => ValueTask.FromResult(new EmptyResult()))
        .WithSetLoggingLevelHandler((_, _) => ValueTask.FromResult(new EmptyResult()))
        .WithCompleteHandler((context, _) => ValueTask.FromResult(Prompts.Complete(context.Params?.Argument.Value ?? "")));
}
