using System.Globalization;

namespace GmailMcp.Tools.Rendering;

/// <summary>Header values as an answer shows them: a sender may write a subject of a hundred thousand characters, and whoever only
/// lists his mail would pay for it.</summary>
internal static class ShownHeader
{
    /// <summary>Of one value where many mails are listed; Gmail's own list shows less.</summary>
    public const int MostInList = 500;

    /// <summary>Of one value of a mail that is read: the addresses of some hundred people.</summary>
    public const int MostOfOne = 5_000;

    /// <summary>Of all headers together, where all are asked for.</summary>
    public const int MostOfAll = 100_000;

    /// <summary>What to say where <see cref="Cut"/> left something out.</summary>
    public const string Note = "Headers are cut after 5,000 characters; format=raw has them whole.";

    /// <summary>The value in a list of mails.</summary>
    public static string InList(string value) => Cut(value, MostInList);

    /// <summary>The value, or its beginning and how much follows.</summary>
    public static string Cut(string value, int most)
    {
        if (value.Length <= most)
        {
            return value;
        }

        var end = char.IsLowSurrogate(value[most]) ? most - 1 : most;
        return string.Create(CultureInfo.InvariantCulture, $"{value.AsSpan(0, end)}… ({value.Length - end} more characters)");
    }
}
