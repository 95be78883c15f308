using System.Text.Json.Serialization;

namespace GmailMcp.Hosting.Http;

/// <summary>The answers of the endpoints beside MCP, in the old HTTP server's shapes; what is new comes after the old fields.</summary>
[JsonSourceGenerationOptions(
    System.Text.Json.JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HealthAnswer))]
[JsonSerializable(typeof(SessionsAnswer))]
[JsonSerializable(typeof(MessageAnswer))]
[JsonSerializable(typeof(AboutAnswer))]
internal sealed partial class HttpJson : JsonSerializerContext;

/// <summary>GET /health.</summary>
internal sealed record HealthAnswer(string Status, string Transport, DateTimeOffset Timestamp, string Version, ActiveSessions ActiveSessions);

/// <summary>How many sessions of each kind are open, and which.</summary>
internal sealed record ActiveSessions(int Streamable, int Sse, IReadOnlyList<SessionAnswer> Details);

/// <summary>One session; age in milliseconds.</summary>
internal sealed record SessionAnswer(string SessionId, string AuthSessionId, long RequestCount, long Age);

/// <summary>GET /sessions.</summary>
internal sealed record SessionsAnswer(int TotalSessions, IReadOnlyList<SessionAnswer> Sessions);

/// <summary>DELETE /sessions/ID, when it worked.</summary>
internal sealed record MessageAnswer(string Message);

/// <summary>GET / for programs.</summary>
internal sealed record AboutAnswer(
    string Name, string Version, string Transport, string Protocol, IReadOnlyDictionary<string, string> Endpoints, string Documentation);
