using System.Text;
using System.Text.Json;

namespace GmailMcp.Hosting.Http;

/// <summary>What of a JSON-RPC message concerns its POST: which request it is, or which one it cancels.</summary>
/// <param name="Id">The id of a request as it was written; null for a notification or an answer.</param>
/// <param name="Cancels">The id of the request that it cancels; null for any other message.</param>
/// <param name="IsInitialize">Whether it opens a session.</param>
internal readonly record struct MessageHead(string? Id, string? Cancels, bool IsInitialize)
{
    /// <summary>Reads a message that <see cref="FrameCheck"/> has found to be one.</summary>
    public static MessageHead Read(ReadOnlySpan<byte> message)
    {
        var reader = new Utf8JsonReader(message);
        string? id = null, requestId = null;
        var hasMethod = false;
        var isCancellation = false;
        var isInitialize = false;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isId = reader.ValueTextEquals("id"u8);
            var isMethod = reader.ValueTextEquals("method"u8);
            var isParameters = reader.ValueTextEquals("params"u8);
            reader.Read();
            if (isId)
            {
                id = Raw(ref reader, message);
            }
            else if (isMethod)
            {
                hasMethod = true;
                isCancellation = reader.ValueTextEquals("notifications/cancelled"u8);
                isInitialize = reader.ValueTextEquals("initialize"u8);
            }
            else if (isParameters && reader.TokenType == JsonTokenType.StartObject)
            {
                requestId = FindRequestId(ref reader, message);
            }
            else
            {
                reader.Skip();
            }
        }

        return new(hasMethod ? id : null, isCancellation ? requestId : null, isInitialize);
    }

    // Stands on the start of params, leaves on its end.
    private static string? FindRequestId(ref Utf8JsonReader reader, ReadOnlySpan<byte> message)
    {
        string? requestId = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isRequestId = reader.ValueTextEquals("requestId"u8);
            reader.Read();
            if (isRequestId && reader.TokenType is (JsonTokenType.String or JsonTokenType.Number))
            {
                requestId = Raw(ref reader, message);
            }

            reader.Skip();
        }

        return requestId;
    }

    private static string Raw(ref Utf8JsonReader reader, ReadOnlySpan<byte> message) =>
        Encoding.UTF8.GetString(message[(int)reader.TokenStartIndex..(int)reader.BytesConsumed]);
}
