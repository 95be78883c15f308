using Gmail;
using Gmail.Labels;
using GmailMcp.Mailbox;

namespace GmailMcp.Tools.Labels;

/// <summary>What the label tools share: enum words on the wire, the answer's shape, and Gmail's refusals in words.</summary>
internal static class LabelWire
{
    public static string? Word(MessageListVisibility? visibility) => visibility switch
    {
        MessageListVisibility.Show => "show",
        MessageListVisibility.Hide => "hide",
        _ => null,
    };

    public static string? Word(LabelListVisibility? visibility) => visibility switch
    {
        LabelListVisibility.LabelShow => "labelShow",
        LabelListVisibility.LabelShowIfUnread => "labelShowIfUnread",
        LabelListVisibility.LabelHide => "labelHide",
        _ => null,
    };

    public static LabelResult ToResult(Label label) => new()
    {
        Id = label.Id ?? "",
        Name = label.Name ?? "",
        Type = label.Type ?? "user", // Gmail leaves the type out when it answers a create
        MessageListVisibility = label.MessageListVisibility,
        LabelListVisibility = label.LabelListVisibility,
    };

    public static string Render(LabelResult label) => $"ID: {label.Id}\nName: {label.Name}\nType: {label.Type}";

    /// <summary>Creates a label that the caller looks for or asks for.</summary>
    /// <exception cref="ToolException">The name is taken, or has a control character.</exception>
    public static async Task<Label> CreateAsync(
        GmailClient gmail,
        LabelList labels,
        string name,
        MessageListVisibility messageListVisibility,
        LabelListVisibility labelListVisibility,
        CancellationToken cancellationToken)
    {
        CheckName(name);
        try
        {
            var label = new Label
            {
                Name = name,
                MessageListVisibility = Word(messageListVisibility),
                LabelListVisibility = Word(labelListVisibility),
            };
            return await labels.ChangeAsync(() => gmail.Labels.CreateAsync(label, cancellationToken), cancellationToken);
        }
        catch (GmailException exception) when (exception.Kind == GmailErrorKind.Conflict)
        {
            throw new ToolException($"Label \"{name}\" already exists. Please use a different name.", exception);
        }
    }

    /// <summary>Refuses what Gmail would refuse with words about reserved names.</summary>
    /// <exception cref="ToolException">The name has a control character.</exception>
    public static void CheckName(string name)
    {
        var at = name.AsSpan().IndexOfAnyInRange('\0', '\u001f');
        at = at < 0 ? name.AsSpan().IndexOfAnyInRange('\u007f', '\u009f') : at;
        if (at >= 0)
        {
            throw new ToolException(
                $"The label name has a control character (U+{(int)name[at]:X4}, character {at + 1}), such as a line break or a tab. "
                + "Nothing was changed; give a name of one line without it.");
        }
    }

    /// <summary>The user label with this id or name.</summary>
    /// <exception cref="ToolException">There is none, or it is a system label.</exception>
    public static async Task<Label> FindUserLabelAsync(
        LabelList labels, string idOrName, string refusal, CancellationToken cancellationToken)
    {
        var names = await labels.LoadNewAsync(cancellationToken);
        var label = names.Find(idOrName) ?? throw new ToolException(
            $"Label with ID \"{idOrName}\" not found." + NearMiss.Hint(idOrName, names.All.Select(known => known.Name ?? ""))
            + " list_email_labels shows all labels.");
        return label.Type == "system" ? throw new ToolException($"{refusal} system label with ID \"{label.Id}\".") : label;
    }
}
