using System.Buffers;
using System.Text.Json;

namespace GmailMcp.Hosting;

/// <summary>Why a line cannot be a message, as JSON-RPC answers it.</summary>
/// <param name="Code">-32700: no JSON. -32600: no request, notification or answer. -32602: parameters of a wrong kind.</param>
/// <param name="Message">What was wrong, for the one who wrote the client.</param>
/// <param name="Id">The request's id as it was written; null when it could not be read (JSON-RPC 2.0 §5).</param>
internal sealed record FrameProblem(int Code, string Message, string? Id)
{
    /// <summary>The answer, without a newline.</summary>
    public ReadOnlyMemory<byte> ToUtf8()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("jsonrpc", "2.0");
            json.WritePropertyName("id");
            json.WriteRawValue(Id ?? "null");
            json.WriteStartObject("error");
            json.WriteNumber("code", Code);
            json.WriteString("message", Message);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
