using System.Text;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>A span as OTLP carries it (opentelemetry/proto/trace/v1/trace.proto), read without a library: the few fields that
/// the tests look at.</summary>
internal sealed record ReceivedSpan(string TraceId, string SpanId, string ParentId, string Name, string Scope)
{
    /// <summary>The spans of an ExportTraceServiceRequest.</summary>
    public static IEnumerable<ReceivedSpan> Read(byte[] request) =>
        from resource in Fields(request).Where(field => field.Number == 1)
        from scope in Fields(resource.Bytes).Where(field => field.Number == 2)
        let name = Fields(scope.Bytes).Where(field => field.Number == 1)
            .SelectMany(field => Fields(field.Bytes)).FirstOrDefault(field => field.Number == 1)
        from span in Fields(scope.Bytes).Where(field => field.Number == 2)
        select Of(Fields(span.Bytes).ToList(), Encoding.UTF8.GetString(name.Bytes ?? []));

    private static ReceivedSpan Of(List<(int Number, byte[] Bytes)> fields, string scope) => new(
        Convert.ToHexString(Find(fields, 1)),
        Convert.ToHexString(Find(fields, 2)),
        Convert.ToHexString(Find(fields, 4)),
        Encoding.UTF8.GetString(Find(fields, 5)),
        scope);

    private static byte[] Find(List<(int Number, byte[] Bytes)> fields, int number) =>
        fields.FirstOrDefault(field => field.Number == number).Bytes ?? [];

    // https://protobuf.dev/programming-guides/encoding/: a key of number and wire type, then the value.
    private static IEnumerable<(int Number, byte[] Bytes)> Fields(byte[] message)
    {
        for (var at = 0; at < message.Length;)
        {
            var key = Varint(message, ref at);
            var number = (int)(key >> 3);
            switch (key & 7)
            {
                case 0:
                    Varint(message, ref at);
                    break;
                case 1:
                    at += 8;
                    break;
                case 5:
                    at += 4;
                    break;
                case 2:
                    var length = (int)Varint(message, ref at);
                    yield return (number, message[at..(at + length)]);
                    at += length;
                    break;
                default:
                    throw new InvalidDataException($"Wire type {key & 7}.");
            }
        }
    }

    private static ulong Varint(byte[] message, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = message[at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
