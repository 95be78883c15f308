using System.Buffers;
using System.Text;
using System.Text.Json;

namespace GmailMcp.Accounts;

/// <summary>
/// What a <see cref="TokenStore"/> seals: the credentials as in the plain file, and beside them the OAuth client they
/// were made with, where the server has none of its own.
/// </summary>
internal static class TokenStoreJson
{
    private const string CredentialsName = "credentials";
    private const string ClientName = "client";

    /// <exception cref="AccountException">It was sealed with something else in it.</exception>
    public static Credentials Parse(ReadOnlyMemory<byte> utf8, string name)
    {
        try
        {
            using var document = StrictJson.Parse(utf8);
            if (document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty(CredentialsName, out var credentials))
            {
                return CredentialsJson.Parse(Bytes(credentials), name) with
                {
                    Client = document.RootElement.TryGetProperty(ClientName, out var client)
                        ? OAuthKeys.Parse(Bytes(client), name)
                        : null,
                };
            }
        }
        catch (JsonException)
        {
            // Said below, without the parser's words: they may quote a token.
        }

        throw new AccountException($"The stored sign-in {name} holds no credentials.", "Sign in again.");
    }

    public static byte[] Serialize(Credentials credentials)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WritePropertyName(CredentialsName);
            json.WriteRawValue(CredentialsJson.Serialize(credentials));
            if (credentials.Client is { } client)
            {
                json.WritePropertyName(ClientName);
                json.WriteRawValue(client.Serialize());
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static byte[] Bytes(JsonElement element) => Encoding.UTF8.GetBytes(element.GetRawText());
}
