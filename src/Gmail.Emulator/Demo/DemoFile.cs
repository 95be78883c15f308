namespace Gmail.Emulator.Demo;

/// <summary>An attached file; with a Content-ID, a picture that the HTML shows.</summary>
internal sealed record DemoFile(string Name, string MediaType, byte[] Content, string? ContentId = null);
