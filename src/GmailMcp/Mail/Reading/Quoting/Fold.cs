using System.Globalization;

namespace GmailMcp.Mail.Reading.Quoting;

/// <summary>What is told of a part of a mail that is shown short.</summary>
internal record Fold
{
    public required FoldedKind Kind { get; init; }

    /// <summary>Lines with words on them; the line "On … wrote:" and header lines are not counted.</summary>
    public required int Lines { get; init; }

    /// <summary>The day the history names; null where it names none that can be read only one way.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>The address the history names as its writer; null where it names none.</summary>
    public string? From { get; init; }

    /// <summary>One line for the whole part: "… 41 quoted lines, of 12 May 2025".</summary>
    public string Short()
    {
        var lines = Lines.ToString(CultureInfo.InvariantCulture);
        if (Kind == FoldedKind.Signature)
        {
            return Lines == 1 ? "… signature, 1 line" : $"… signature, {lines} lines";
        }

        var day = Date is { } date ? ", of " + date.ToString("d MMMM yyyy", CultureInfo.InvariantCulture) : "";
        return (Lines == 1 ? "… 1 quoted line" : $"… {lines} quoted lines") + day;
    }
}
