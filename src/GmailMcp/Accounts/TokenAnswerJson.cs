using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace GmailMcp.Accounts;

/// <summary>Reads what the token endpoint answers, good or bad, and whatever a proxy in between makes of it.</summary>
internal static class TokenAnswerJson
{
    // Google says 3599 s. A missing or absurd value must neither cause a refresh per call nor trust a token for days.
    private static readonly TimeSpan UsualLife = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestLife = TimeSpan.FromHours(12);

    private const int LongestErrorCode = 64;

    /// <summary>The answer, or null when it is no JSON object with an access token in it.</summary>
    public static TokenAnswer? Parse(ReadOnlyMemory<byte> body, string? clientId)
    {
        using var document = Decode(body);
        if (document?.RootElement is not { } root || Text(root, "access_token") is not { } accessToken)
        {
            return null;
        }

        var (subject, address) = ReadIdToken(Text(root, "id_token"), clientId);
        return new()
        {
            AccessToken = accessToken,
            ExpiresIn = Seconds(root, "expires_in") is { } life && life <= LongestLife ? life : UsualLife,
            RefreshToken = Text(root, "refresh_token"),
            Scopes = Text(root, "scope")?.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            RefreshTokenExpiresIn = Seconds(root, "refresh_token_expires_in"),
            Subject = subject,
            Address = address,
        };
    }

    /// <summary>
    /// The error's code ("invalid_grant"), or null when the body is not an OAuth error (RFC 6749 §5.2).
    /// </summary>
    public static string? ParseError(ReadOnlyMemory<byte> body)
    {
        using var document = Decode(body);
        return document?.RootElement is { } root && Text(root, "error") is { } error && IsCode(error) ? error : null;
    }

    /// <summary>
    /// True for the shape of OAuth's error codes; anything else may be hostile text and is not repeated.
    /// </summary>
    public static bool IsCode(string error) =>
        error.Length is > 0 and <= LongestErrorCode
        && error.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');

    // OpenID Connect Core §3.1.3.7 (6): straight from the token endpoint over TLS, the signature need not be checked.
    // The audience is checked all the same: a token made for another client says nothing about this sign-in.
    private static (string? Subject, string? Address) ReadIdToken(string? token, string? clientId)
    {
        if (token?.Split('.') is not [_, var payload, _] || !Base64Url.IsValid(payload))
        {
            return default;
        }

        using var document = Decode(Base64Url.DecodeFromUtf8(Encoding.UTF8.GetBytes(payload)));
        return document?.RootElement is { } claims && clientId is not null && Text(claims, "aud") == clientId
            ? (Text(claims, "sub"), Text(claims, "email"))
            : default;
    }

    private static JsonDocument? Decode(ReadOnlyMemory<byte> body)
    {
        try
        {
            var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: > 0 } text
            ? text
            : null;

    private static TimeSpan? Seconds(JsonElement parent, string name)
    {
        if (!parent.TryGetProperty(name, out var value))
        {
            return null;
        }

        var text = value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();
        const int SecondsInTenYears = 10 * 366 * 86_400;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds is > 0 and <= SecondsInTenYears
                ? TimeSpan.FromSeconds(seconds)
                : null;
    }
}
