using Gmail.Emulator.Http;

namespace Gmail.Emulator.Routes;

/// <summary>The labels that a modify call adds and removes, checked.</summary>
internal sealed record LabelChange(IReadOnlyList<string> Add, IReadOnlyList<string> Remove)
{
    /// <summary>"You can add up to 100 labels with each update", and remove as many.</summary>
    private const int MostLabels = 100;

    public static LabelChange Read(Call call)
    {
        var labels = call.Mailbox.LabelStore;
        var add = call.Body.List("addLabelIds");
        var remove = call.Body.List("removeLabelIds");
        if (add.Count == 0 && remove.Count == 0)
        {
            throw GmailApiException.Invalid("No label add or removes specified");
        }

        if (add.Count > MostLabels || remove.Count > MostLabels)
        {
            throw GmailApiException.Invalid("Too many labels in one update");
        }

        labels.CheckApplicable(add);
        labels.CheckApplicable(remove);
        if (add.FirstOrDefault(remove.Contains) is { } both)
        {
            throw GmailApiException.Invalid($"Cannot both add and remove the same label: {both}");
        }

        return new LabelChange(add, remove);
    }

    /// <summary>Spam and trash take a message out of the inbox, as in the web interface.</summary>
    public void Apply(EmulatedMailbox mailbox, EmulatedMessage message)
    {
        var remove = new HashSet<string>(Remove);
        if (Add.Contains("TRASH") || Add.Contains("SPAM"))
        {
            remove.Add("INBOX");
            remove.Add(Add.Contains("TRASH") ? "SPAM" : "TRASH");
        }

        mailbox.ChangeLabels(message, Add, remove.Where(labelId => !Add.Contains(labelId)));
    }

    /// <summary>Whether the change may touch a message: drafts take no labels.</summary>
    public bool Allows(EmulatedMessage message) => !message.IsDraft || Add.Count == 0;
}
