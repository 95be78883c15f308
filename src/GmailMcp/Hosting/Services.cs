using GmailMcp.Accounts;
using GmailMcp.Mailbox;
using GmailMcp.Outbox;
using GmailMcp.Policy;
using GmailMcp.Prompts;
using GmailMcp.Resources;
using GmailMcp.Tools;
using GmailMcp.Tools.Accounts;
using GmailMcp.Tools.Attachments;
using GmailMcp.Tools.Rendering;
using GmailMcp.Tools.Sending;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Console;

namespace GmailMcp.Hosting;

/// <summary>The composition root: what the server is made of, top to bottom.</summary>
internal static class Services
{
    /// <param name="services">Filled.</param>
    /// <param name="options">Every setting.</param>
    /// <param name="backend">Where mailboxes come from.</param>
    /// <param name="hasManyCallers">True over HTTP, where each caller has his own permissions: then the tools of the profile are
    /// registered, and <see cref="CallerFilter"/> lists to each what is his.</param>
    public static IMcpServerBuilder AddGmailMcp(
        this IServiceCollection services, ServerOptions options, Backend backend, bool hasManyCallers = false)
    {
        AddLogging(services, options, isJson: hasManyCallers);
        if (options.Telemetry is { } telemetry)
        {
            services.AddTelemetry(telemetry);
        }

        services.AddSingleton(options.Time);

        // Whose mailbox: the local owner's, unless the transport proves another (CallerFilter).
        var localScopes = hasManyCallers ? null : backend.FindGrantedScopes(Owner.Local);
        services.AddScoped(_ => new CurrentCall { GrantedScopes = localScopes });
        services.AddScoped(call =>
        {
            var current = call.GetRequiredService<CurrentCall>();
            return new Mailboxes(current.Caller.Owner, current.Account, backend.Connections, current.Units);
        });

        AddPolicy(services, options);

        // Signing in, from tools.
        services.AddSingleton(new ServerScopes(ProfileScopes.For(options.IsReadOnly ? Profile.Readonly : options.Profile)));
        services.AddSingleton<SessionTokens>();
        services.AddSingleton(provider => new PendingSignIns(
            backend.Accounts, provider.GetRequiredService<SessionTokens>(), backend.Browser, provider.GetService<SignInDoor>()));

        services.AddWhatToolsUse(options);
        services.AddSending(options);

        // Tools: what is listed, and the gate in front of them.
        var catalog = new ToolCatalog();
        var listed = new ToolSets(options.Profile, options.IsReadOnly, localScopes);
        services.AddSingleton(catalog);
        services.AddScoped(call => new ToolSets(
            options.Profile, options.IsReadOnly, call.GetRequiredService<CurrentCall>().GrantedScopes));
        services.AddSingleton(options.ToolLimits);
        services.TryAddSingleton<ToolGate>();
        services.TryAddSingleton<CallLog>();
        services.AddSingleton<ReadGate>();
        services.AddCallFilters(options);

        return services
            .AddMcpServer(server =>
            {
                server.ServerInfo = new() { Name = "gmail", Title = "Gmail", Version = ServerOptions.ProductVersion };
                server.ServerInstructions = Instructions.Text;
            })
            .WithMessageFilters(filters => filters.AddIncomingFilter(CallShape.Wrap).AddOutgoingFilter(next => Announced.Wrap(hasManyCallers, next)))
            .WithResourcesAndPrompts()
            .WithTools(catalog.Tools.Where(listed.Has).Select(tool => tool.Tool));
    }

    private static void AddWhatToolsUse(this IServiceCollection services, ServerOptions options)
    {
        services.AddSingleton(options.Files);
        services.AddSingleton<LocalFiles>();
        services.AddSingleton<LimitedChild>();
        services.AddSingleton(_ => new MessageCache(options.Cache, options.Time)); // made by the container, which disposes of it
        services.AddScoped<MailboxProfile>();
        services.AddScoped<MessageFetch>();
        services.AddScoped<LabelList>();
        services.AddSingleton<UndoLogs>();
        services.AddSingleton<BulkLogs>();
        services.AddScoped<Undoable>();
    }

    // From outside to inside: each sees what the next answers.
    private static void AddCallFilters(this IServiceCollection services, ServerOptions options)
    {
        var server = services.AddOptions<ModelContextProtocol.Server.McpServerOptions>()
            .Configure<CallLog>((server, log) => server.Filters.Request.CallToolFilters.Add(log.Wrap));
        if (options.AuditFolder is { } folder)
        {
            services.AddSingleton(_ => new AuditLog(folder, options.Time, options.AuditLimits)); // made by the container, which disposes of it
            services.AddSingleton<Auditing>();
            server.Configure<Auditing>((server, auditing) =>
            {
                server.Filters.Request.CallToolFilters.Add(auditing.Wrap);
                server.Filters.Request.ReadResourceFilters.Add(auditing.Wrap);
            });
        }

        server.Configure<ToolGate>((server, gate) => server.Filters.Request.CallToolFilters.Add(gate.Wrap));
    }

    // What leaves, and what is remembered of it.
    private static void AddSending(this IServiceCollection services, ServerOptions options)
    {
        services.AddSingleton(options.State);
        services.AddSingleton(options.Hold);
        services.AddSingleton(options.SendLimits);
        services.AddSingleton<SendJournals>();
        services.AddSingleton<Sender>();
        services.AddSingleton<Saver>();
        services.AddSingleton<KeyedTurns>(); // of drafts; the same id in another mailbox only waits for nothing
        services.AddScoped<Answering>();
        services.AddScoped<Dispatch>();
    }

    // What may leave and be destroyed, and who is asked. A fence around mail text notes that its caller was handed some.
    private static void AddPolicy(IServiceCollection services, ServerOptions options)
    {
        var folder = options.State.Path is { } state ? Path.Combine(state, "caps") : null;
        services.AddSingleton(options.Policy);
        services.AddSingleton(new DailyCaps(options.Policy, folder, options.Time, options.Notice));
        services.AddSingleton<RecipientPolicy>();
        services.AddSingleton<SealedState>();
        services.AddSingleton<HandedText>();
        services.AddSingleton<Correspondents>();
        services.AddScoped<PersonQuestion>();
        services.AddScoped<Permission>();
        services.AddScoped<Tools.Filters.FilterPermission>();
        services.AddScoped<SendPolicy>();
        services.AddScoped<SendPermission>();
        services.AddScoped(provider =>
        {
            var (call, handed) = (provider.GetRequiredService<CurrentCall>(), provider.GetRequiredService<HandedText>());
            return options.HasNoFence ? Fence.None(Mark) : Fence.Create(Mark);

            void Mark() => handed.Mark(call.OwnerKey);
        });
    }

    private static IMcpServerBuilder WithResourcesAndPrompts(this IMcpServerBuilder server) => server
        .WithListResourcesHandler(ResourceHandlers.ListAsync)
        .WithListResourceTemplatesHandler(ResourceHandlers.ListTemplatesAsync)
        .WithReadResourceHandler(ResourceHandlers.ReadAsync)
        .WithListPromptsHandler(PromptHandlers.ListAsync)
        .WithGetPromptHandler(PromptHandlers.GetAsync)
        .WithCompleteHandler(Completions.CompleteAsync);

    // stderr only: stdout carries the protocol. Over HTTP a line is an object, for those who collect them.
    private static void AddLogging(IServiceCollection services, ServerOptions options, bool isJson)
    {
        services.AddLogging(logging => logging.AddConsole());
        services.Settle(LogFilter(options));
        services.Settle(new LoggerFactoryOptions());
        services.Settle(new ConsoleLoggerOptions
        {
            LogToStandardErrorThreshold = LogLevel.Trace,
            FormatterName = isJson ? ConsoleFormatterNames.Json : ConsoleFormatterNames.Simple,
        });
        services.Settle(new JsonConsoleFormatterOptions { TimestampFormat = "O" });
        services.Settle(new SimpleConsoleFormatterOptions());
        services.Settle(new ConsoleFormatterOptions());
    }

    // Of the SDK only errors: what a client did wrong is answered to it, and the SDK's warning of the same would be a stack trace
    // for each. Its server counts every answer in words ("there is no such resource") as an unhandled exception, with stack and URI;
    // what is a defect, the gates log themselves.
    private static LoggerFilterOptions LogFilter(ServerOptions options) => new()
    {
        MinLevel = LogLevel.Warning,
        Rules =
        {
            new LoggerFilterRule(null, "ModelContextProtocol", LogLevel.Error, null),
            new LoggerFilterRule(null, "ModelContextProtocol.Server.McpServer", LogLevel.Critical, null),
            new LoggerFilterRule(null, typeof(CallLog).FullName, options.LogsCalls ? LogLevel.Information : LogLevel.Warning, null),
        },
    };
}
