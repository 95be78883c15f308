using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GmailMcp.Tools.Sending;

/// <summary>A part's number, which <c>read_email</c> shows as "ID: 1": some write it as a number. 2.10 would be 2.1 by then.</summary>
internal sealed class PartNumberConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Number when reader.TryGetInt32(out var number) && number >= 0 => number.ToString(CultureInfo.InvariantCulture),
        _ => throw new JsonException(),
    };

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
