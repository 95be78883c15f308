using System.Collections.Frozen;

namespace Gmail.Emulator.Search;

/// <summary>The operators of Gmail's search, by name. https://support.google.com/mail/answer/7190</summary>
internal static class Operators
{
    private static readonly FrozenDictionary<string, Func<string, Condition?>> All =
        new Dictionary<string, Func<string, Condition?>>(StringComparer.OrdinalIgnoreCase)
        {
            ["from"] = value => Person(value, text => text.From),
            // "Includes recipients in the to, cc, and bcc header fields": the API's FilterCriteria.to.
            ["to"] = value => Person(value, text => text.Recipients),
            ["cc"] = value => Person(value, text => text.Cc),
            ["bcc"] = value => Person(value, text => text.Bcc),
            ["deliveredto"] = value => Person(value, text => text.DeliveredTo),
            ["subject"] = value => Phrase(value, text => text.Subject),
            ["list"] = value => Phrase(value, text => text.List),
            ["filename"] = value => Phrase(value, text => text.FileNames),
            ["rfc822msgid"] = MessageId,
            ["label"] = Places.Label,
            ["in"] = Places.In,
            ["is"] = Places.Is,
            ["has"] = Places.Has,
            ["category"] = Places.Category,
            ["after"] = value => Date(value, (received, moment) => received >= moment),
            ["newer"] = value => Date(value, (received, moment) => received >= moment),
            ["before"] = value => Date(value, (received, moment) => received < moment),
            ["older"] = value => Date(value, (received, moment) => received < moment),
            ["newer_than"] = value => Ago(value, (received, moment) => received >= moment),
            ["older_than"] = value => Ago(value, (received, moment) => received < moment),
            // "size:1000000: messages larger than 1 MB"; "larger:10M: messages of at least 10M bytes".
            ["size"] = value => Size(value, (length, limit) => length > limit),
            ["larger"] = value => Size(value, (length, limit) => length >= limit),
            ["larger_than"] = value => Size(value, (length, limit) => length >= limit),
            ["smaller"] = value => Size(value, (length, limit) => length < limit),
            ["smaller_than"] = value => Size(value, (length, limit) => length < limit),
        }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The operator's name in small letters; null when it is none.</summary>
    public static string? Known(ReadOnlySpan<char> name)
    {
        var text = name.ToString().ToLowerInvariant();
        return All.ContainsKey(text) ? text : null;
    }

    /// <summary>The condition; null when the value is none that the operator knows.</summary>
    public static Condition? Create(string name, string value) => All[name](value);

    /// <summary>A word or phrase without an operator: in the subject, the body, the people's names and addresses, or
    /// the names of attachments.</summary>
    public static Condition Anywhere(string text)
    {
        var phrase = Words.Index(text);
        return candidate => Words.Contains(candidate.Text.Subject, phrase)
            || Words.Contains(candidate.Text.Body, phrase)
            || Words.Contains(candidate.Text.From.Index, phrase)
            || Words.Contains(candidate.Text.Recipients.Index, phrase)
            || Words.Contains(candidate.Text.FileNames, phrase);
    }

    private static Condition Phrase(string value, Func<MessageText, string> field)
    {
        var phrase = Words.Index(value);
        return candidate => Words.Contains(field(candidate.Text), phrase);
    }

    /// <summary>A name, an address, or a part of either. "You can use simply the local part of the email address:
    /// "example" and "example@" both match "example@gmail.com"" (FilterCriteria). A whole address is compared as a
    /// whole.</summary>
    private static Condition Person(string value, Func<MessageText, PeopleText> field)
    {
        value = value.Trim('<', '>', ' ');
        var phrase = Words.Index(value);
        var at = value.LastIndexOf('@');
        if (value.Equals("me", StringComparison.OrdinalIgnoreCase))
        {
            return candidate => candidate.Context.EmailAddress is { } own
                ? field(candidate.Text).HasAddress(own)
                : Words.Contains(field(candidate.Text).Index, phrase);
        }

        return at > 0 && at < value.Length - 1
            ? candidate => field(candidate.Text).HasAddress(value)
            : at == value.Length - 1 && at > 0
                ? candidate => field(candidate.Text).HasLocalPart(value[..^1])
                : candidate => Words.Contains(field(candidate.Text).Index, phrase);
    }

    private static Condition MessageId(string value)
    {
        var messageId = value.Trim('<', '>', ' ');
        return candidate => string.Equals(candidate.Text.MessageId, messageId, StringComparison.OrdinalIgnoreCase);
    }

    private static Condition? Date(string value, Func<DateTimeOffset, DateTimeOffset, bool> compare) =>
        SearchValues.Moment(value) is { } moment ? candidate => compare(candidate.Message.InternalDate, moment) : null;

    private static Condition? Ago(string value, Func<DateTimeOffset, DateTimeOffset, bool> compare) =>
        SearchValues.Ago(value) is { } ago
            ? candidate => compare(candidate.Message.InternalDate, ago(candidate.Context.Time.GetUtcNow()))
            : null;

    private static Condition? Size(string value, Func<long, long, bool> compare) =>
        SearchValues.Size(value) is { } limit ? candidate => compare(candidate.Message.Raw.Length, limit) : null;
}
