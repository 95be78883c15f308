using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gmail.Settings;

/// <summary>Access to the mailbox by IMAP.</summary>
public sealed record ImapSettings
{
    /// <summary>Whether IMAP works.</summary>
    public bool? Enabled { get; init; }

    /// <summary>Whether a message marked deleted is expunged at once.</summary>
    public bool? AutoExpunge { get; init; }

    /// <summary>What becomes of an expunged message: one of <see cref="Settings.ExpungeBehavior"/>, or a new
    /// value.</summary>
    public string? ExpungeBehavior { get; init; }

    /// <summary>The most messages a folder shows: 0 (no limit), 1000, 2000, 5000 or 10000.</summary>
    public int? MaxFolderSize { get; init; }

    /// <summary>Fields this version does not know, kept so that nothing is lost when it is written back.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
