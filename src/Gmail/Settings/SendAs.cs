using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gmail.Settings;

/// <summary>An address that the account may send from, with its signature.</summary>
/// <remarks>Resource <c>users.settings.sendAs</c>:
/// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.settings.sendAs</remarks>
public sealed record SendAs
{
    /// <summary>The address in the From header.</summary>
    public string? SendAsEmail { get; init; }

    /// <summary>The name in the From header; empty for the name of the account.</summary>
    public string? DisplayName { get; init; }

    /// <summary>The address in the Reply-To header; empty for none.</summary>
    public string? ReplyToAddress { get; init; }

    /// <summary>The signature as HTML, which Gmail sanitises. The web interface adds it, the API does not.</summary>
    public string? Signature { get; init; }

    /// <summary>Whether it is the address one signs in with; every account has one.</summary>
    public bool? IsPrimary { get; init; }

    /// <summary>Whether new mail comes from it unless another is chosen. Only true can be written.</summary>
    public bool? IsDefault { get; init; }

    /// <summary>Whether Gmail takes it as another name of the same person.</summary>
    public bool? TreatAsAlias { get; init; }

    /// <summary>The server that mail from it goes through; null for Gmail itself.</summary>
    public SmtpMsa? SmtpMsa { get; init; }

    /// <summary>Whether its owner agreed: one of <see cref="Settings.VerificationStatus"/>, or a new value.</summary>
    public string? VerificationStatus { get; init; }

    /// <summary>Fields this version does not know, kept so that nothing is lost when it is written back.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
