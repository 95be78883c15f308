namespace Gmail.Messages;

/// <summary>Gmail's words for <see cref="MessageFormat"/>.</summary>
internal static class MessageFormatWords
{
    public static string ToWire(this MessageFormat format) => format switch
    {
        MessageFormat.Metadata => "metadata",
        MessageFormat.Minimal => "minimal",
        MessageFormat.Raw => "raw",
        _ => "full",
    };
}
