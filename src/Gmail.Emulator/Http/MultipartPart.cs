namespace Gmail.Emulator.Http;

/// <summary>One part of a multipart body.</summary>
internal sealed record MultipartPart(IReadOnlyDictionary<string, string> Headers, byte[] Content)
{
    public string? Header(string name) => Headers.TryGetValue(name, out var value) ? value : null;
}
