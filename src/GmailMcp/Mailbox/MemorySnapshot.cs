using System.Globalization;
using System.Text;
using System.Text.Json;
using Gmail.Messages;

namespace GmailMcp.Mailbox;

/// <summary>What was remembered of a mailbox at one moment.</summary>
/// <param name="Position">Of the history: the labels are right as of it.</param>
/// <param name="Messages">The one that was used last comes first.</param>
internal sealed record MemorySnapshot(UInt128 Position, IReadOnlyList<RememberedMessage> Messages)
{
    // Changes with the form below: a file of another form is not read.
    private const string Form = "gmail-mcp mail 1";

    public byte[] Write()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(Form);
        writer.Write(Position.ToString(CultureInfo.InvariantCulture));
        writer.Write(Messages.Count);
        foreach (var message in Messages)
        {
            Write(writer, KeptMessage.Write(message.Content));
            Write(writer, message.Headers);
            Write(writer, message.LabelIds);
            writer.Write(message.Parts.Count);
            foreach (var (partId, part) in message.Parts)
            {
                writer.Write(partId);
                Write(writer, part);
            }
        }

        writer.Flush();
        return bytes.ToArray();
    }

    /// <returns>Null for what has another form.</returns>
    public static MemorySnapshot? Read(byte[] content)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(content), Encoding.UTF8);
            if (reader.ReadString() != Form || MailboxChanges.Parse(reader.ReadString()) is not { } position)
            {
                return null;
            }

            var messages = new List<RememberedMessage>();
            for (var left = reader.ReadInt32(); left > 0; left--)
            {
                messages.Add(ReadMessage(reader));
            }

            return new MemorySnapshot(position, messages);
        }
        catch (Exception failure) when (failure is IOException or FormatException or JsonException or ArgumentException)
        {
            return null;
        }
    }

    private static RememberedMessage ReadMessage(BinaryReader reader)
    {
        var content = KeptMessage.Read(ReadBytes(reader));
        if (content.Id is null)
        {
            throw new FormatException("A message has no id.");
        }

        var headers = ReadTexts(reader);
        var labels = ReadTexts(reader);
        var message = new RememberedMessage(content, headers, labels ?? []);
        if (labels is null)
        {
            message.LabelIds = null;
        }

        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            message.AddPart(reader.ReadString(), ReadBytes(reader));
        }

        return message;
    }

    private static void Write(BinaryWriter writer, byte[] bytes)
    {
        writer.Write(bytes.Length);
        writer.Write(bytes);
    }

    private static byte[] ReadBytes(BinaryReader reader)
    {
        var length = reader.ReadInt32();
        var bytes = reader.ReadBytes(length);
        return bytes.Length == length ? bytes : throw new EndOfStreamException();
    }

    private static void Write(BinaryWriter writer, IReadOnlyList<string>? texts)
    {
        writer.Write(texts?.Count ?? -1);
        foreach (var text in texts ?? [])
        {
            writer.Write(text);
        }
    }

    private static List<string>? ReadTexts(BinaryReader reader)
    {
        var count = reader.ReadInt32();
        if (count < 0)
        {
            return null;
        }

        var texts = new List<string>();
        for (; count > 0; count--)
        {
            texts.Add(reader.ReadString());
        }

        return texts;
    }
}
