using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gmail.Settings;

/// <summary>A mail server that Gmail sends through for one address.</summary>
public sealed record SmtpMsa
{
    /// <summary>Its host name.</summary>
    public string? Host { get; init; }

    /// <summary>Its port.</summary>
    public int? Port { get; init; }

    /// <summary>The user; written, never read.</summary>
    public string? Username { get; init; }

    /// <summary>The password; written, never read.</summary>
    public string? Password { get; init; }

    /// <summary><c>none</c>, <c>ssl</c> or <c>starttls</c>, or a new value.</summary>
    public string? SecurityMode { get; init; }

    /// <summary>The server without the password, so that a log line cannot hold it.</summary>
    /// <returns>Host and port.</returns>
    public override string ToString() => $"{Host}:{Port}";

    /// <summary>Fields this version does not know, kept so that nothing is lost when it is written back.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
