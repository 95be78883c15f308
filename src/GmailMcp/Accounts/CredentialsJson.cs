using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GmailMcp.Accounts;

/// <summary>
/// The credentials file's text. Two shapes are read: google-auth-library's plain tokens
/// <c>{access_token, refresh_token, scope, token_type, expiry_date}</c> and <c>{tokens: {…}, scopes: […]}</c>.
/// The plain one is written, so that the Node servers still read it; what only this server knows stands in one object,
/// <c>gmail_mcp</c>, which they ignore.
/// </summary>
internal static class CredentialsJson
{
    private const string Ours = "gmail_mcp";

    private static readonly string[] PlainNames =
        ["access_token", "refresh_token", "scope", "token_type", "expiry_date", "tokens", "scopes", Ours];

    /// <exception cref="AccountException">The text is no credentials file.</exception>
    public static Credentials Parse(ReadOnlyMemory<byte> utf8, string path)
    {
        if (Decode(utf8) is not { } root)
        {
            throw new AccountException(
                $"{path} is not a credentials file: it should hold the tokens as JSON.",
                "Sign in again: gmail-mcp auth.");
        }

        var tokens = root["tokens"] as JsonObject ?? root;
        var ours = root[Ours] as JsonObject;
        var refreshToken = Text(tokens["refresh_token"]);
        return new()
        {
            AccessToken = Text(tokens["access_token"]),
            RefreshToken = refreshToken,
            ExpiresAt = Time(tokens["expiry_date"]),
            Scopes = Scopes(tokens["scope"] ?? root["scopes"]),
            ClientId = Text(ours?["client_id"]),
            Subject = Text(ours?["sub"]),
            Address = Text(ours?["email"]),
            SignedInAt = Time(ours?["signed_in_at"]),
            RefreshTokenExpiresAt = Time(ours?["refresh_token_expires_at"]),
            SignInAgain = ReadMark(ours, refreshToken),
            Others = OtherFields(root, tokens),
        };
    }

    public static byte[] Serialize(Credentials credentials)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            WriteText(json, "access_token", credentials.AccessToken);
            WriteText(json, "refresh_token", credentials.RefreshToken);
            if (credentials.Scopes.Count > 0)
            {
                json.WriteString("scope", string.Join(' ', credentials.Scopes));
            }

            json.WriteString("token_type", "Bearer");
            WriteTime(json, "expiry_date", credentials.ExpiresAt);
            WriteOurs(json, credentials);
            foreach (var (name, value) in credentials.Others ?? [])
            {
                json.WritePropertyName(name);
                if (value is null)
                {
                    json.WriteNullValue();
                }
                else
                {
                    value.WriteTo(json);
                }
            }

            json.WriteEndObject();
        }

        return [.. buffer.WrittenSpan, (byte)'\n'];
    }

    private static void WriteOurs(Utf8JsonWriter json, Credentials credentials)
    {
        json.WriteStartObject(Ours);
        WriteText(json, "client_id", credentials.ClientId);
        WriteText(json, "sub", credentials.Subject);
        WriteText(json, "email", credentials.Address);
        WriteTime(json, "signed_in_at", credentials.SignedInAt);
        WriteTime(json, "refresh_token_expires_at", credentials.RefreshTokenExpiresAt);
        if (credentials is { SignInAgain: { } why, RefreshToken: { } refused })
        {
            json.WriteString("sign_in_again", why);
            json.WriteString("sign_in_again_for", Fingerprint(refused));
        }

        json.WriteEndObject();
    }

    // The mark names the token it was made for: when another program signs in and writes a new one, it falls away.
    private static string? ReadMark(JsonObject? ours, string? refreshToken) =>
        refreshToken is not null
        && Text(ours?["sign_in_again"]) is { } why
        && Text(ours?["sign_in_again_for"]) == Fingerprint(refreshToken)
            ? why
            : null;

    private static string Fingerprint(string token) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)).AsSpan(0, 8));

    private static JsonObject? Decode(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = StrictJson.Parse(Utf8Text.WithoutMark(utf8));
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? JsonObject.Create(document.RootElement.Clone())
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonObject? OtherFields(JsonObject root, JsonObject tokens)
    {
        var others = new JsonObject();
        foreach (var source in root == tokens ? [root] : new[] { tokens, root })
        {
            foreach (var (name, value) in source)
            {
                if (!PlainNames.Contains(name) && !others.ContainsKey(name))
                {
                    others[name] = value?.DeepClone();
                }
            }
        }

        return others.Count == 0 ? null : others;
    }

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;

    private static DateTimeOffset? Time(JsonNode? node)
    {
        if (node is not JsonValue value)
        {
            return null;
        }

        // google-auth-library writes a whole number; hand-made files hold strings and 1.7e12 as well.
        var isNumber = value.TryGetValue<double>(out var milliseconds)
            || (value.TryGetValue<string>(out var text)
                && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out milliseconds));
        return isNumber && milliseconds >= 0 && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds)
            : null;
    }

    private static string[] Scopes(JsonNode? node) => node switch
    {
        JsonArray list => [.. list.Select(Text).OfType<string>()],
        _ => Text(node)?.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries) ?? [],
    };

    private static void WriteText(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset? value)
    {
        if (value is { } time)
        {
            json.WriteNumber(name, time.ToUnixTimeMilliseconds());
        }
    }
}
