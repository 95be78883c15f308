using Gmail.Labels;

namespace GmailMcp.Mailbox;

/// <summary>Turns label names into label ids, so that a name is welcome wherever an id is.</summary>
internal sealed class LabelNames(IReadOnlyList<Label> labels)
{
    public IReadOnlyList<Label> All => labels;

    /// <summary>The label with this id, or else with this name without regard to case; null when there is none.</summary>
    public Label? Find(string idOrName) =>
        labels.FirstOrDefault(label => label.Id == idOrName)
        ?? labels.FirstOrDefault(label => string.Equals(label.Name, idOrName, StringComparison.OrdinalIgnoreCase));
}
