namespace Gmail.Emulator.Http;

/// <summary>One field of a resource.</summary>
/// <param name="Name">Its name in JSON.</param>
/// <param name="IsList">Whether it holds an array.</param>
/// <param name="Schema">The resource it holds, or null for a plain value.</param>
internal sealed record SchemaField(string Name, bool IsList, string? Schema);
