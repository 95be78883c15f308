namespace Gmail.Labels;

/// <summary>The ids of Gmail's own labels. The list is not closed: Gmail has more.</summary>
public static class SystemLabel
{
    /// <summary>In the inbox; taking it away archives.</summary>
    public const string Inbox = "INBOX";

    /// <summary>Sent by the account; cannot be set by hand.</summary>
    public const string Sent = "SENT";

    /// <summary>A draft; cannot be set by hand.</summary>
    public const string Draft = "DRAFT";

    /// <summary>In the trash; deleted for good after about 30 days.</summary>
    public const string Trash = "TRASH";

    /// <summary>Spam.</summary>
    public const string Spam = "SPAM";

    /// <summary>Not read yet.</summary>
    public const string Unread = "UNREAD";

    /// <summary>With a star.</summary>
    public const string Starred = "STARRED";

    /// <summary>Marked important.</summary>
    public const string Important = "IMPORTANT";

    /// <summary>The tab Primary.</summary>
    public const string CategoryPersonal = "CATEGORY_PERSONAL";

    /// <summary>The tab Social.</summary>
    public const string CategorySocial = "CATEGORY_SOCIAL";

    /// <summary>The tab Promotions.</summary>
    public const string CategoryPromotions = "CATEGORY_PROMOTIONS";

    /// <summary>The tab Updates.</summary>
    public const string CategoryUpdates = "CATEGORY_UPDATES";

    /// <summary>The tab Forums.</summary>
    public const string CategoryForums = "CATEGORY_FORUMS";
}
