using System.Text.Json;

namespace Gmail.Messages;

/// <summary>A message as Gmail's JSON, for those who keep messages themselves.</summary>
public static class KeptMessage
{
    /// <summary>Writes a message.</summary>
    /// <param name="message">The message.</param>
    /// <returns>JSON in UTF-8.</returns>
    public static byte[] Write(Message message) => JsonSerializer.SerializeToUtf8Bytes(message, GmailJson.Default.Message);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="json">JSON in UTF-8.</param>
    /// <returns>The message.</returns>
    /// <exception cref="JsonException">It is none.</exception>
    public static Message Read(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, GmailJson.Default.Message) ?? throw new JsonException("The message is null.");
}
