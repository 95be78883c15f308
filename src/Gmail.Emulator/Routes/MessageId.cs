namespace Gmail.Emulator.Routes;

/// <summary>Ids of messages and threads: up to 16 hex digits.</summary>
internal static class MessageId
{
    public static bool IsWellFormed(string text) =>
        text.Length is > 0 and <= 16 && text.All(char.IsAsciiHexDigit);
}
