using System.Text.Json;
using System.Text.Json.Serialization;
using GmailMcp.Mail.Composing;

namespace GmailMcp.Tests.Mail.Composing.Parsed;

/// <summary>A mail to write, and what every reader must find in it.</summary>
internal sealed record ComposedMail(OutgoingMessage Mail, ExpectedMail Expected);

/// <summary>What tests/e2e/lib/composed.mjs compares with what the parsers found; null is not compared.</summary>
internal sealed record ExpectedMail
{
    public ExpectedAddress? From { get; init; }

    public IReadOnlyList<ExpectedAddress> To { get; init; } = [];

    public IReadOnlyList<ExpectedAddress> Cc { get; init; } = [];

    public IReadOnlyList<ExpectedAddress> Bcc { get; init; } = [];

    public required string Subject { get; init; }

    /// <summary>Empty for none; null where it is made from the HTML.</summary>
    public required string? Text { get; init; }

    /// <summary>Empty for none.</summary>
    public required string Html { get; init; }

    public IReadOnlyList<ExpectedFile> Files { get; init; } = [];

    public string? InReplyTo { get; init; }

    public IReadOnlyList<string> References { get; init; } = [];

    public string ToJson() => JsonSerializer.Serialize(this, ExpectedMailJson.Default.ExpectedMail);
}

/// <summary>A person in a header.</summary>
internal sealed record ExpectedAddress(string Name, string Address);

/// <summary>A file or a picture; the type is null where it goes by the bytes.</summary>
internal sealed record ExpectedFile(string Name, string? Type, string Sha256, string? ContentId);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ExpectedMail))]
internal sealed partial class ExpectedMailJson : JsonSerializerContext;
