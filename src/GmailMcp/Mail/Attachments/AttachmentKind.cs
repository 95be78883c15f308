namespace GmailMcp.Mail.Attachments;

/// <summary>What a file is, by its content.</summary>
internal enum AttachmentKind
{
    /// <summary>Nothing that has text, or a format that nobody here reads.</summary>
    Other,

    /// <summary>Plain text of any sort: notes, CSV, JSON, XML, logs.</summary>
    PlainText,

    Html,

    /// <summary>An iCalendar file: an invitation, mostly.</summary>
    Calendar,

    /// <summary>A mail saved as a file.</summary>
    Mail,

    Pdf,

    Word,

    Spreadsheet,

    Slides,

    /// <summary>Text, spreadsheet or slides in the OpenDocument format.</summary>
    OpenDocument,

    Zip,

    Image,

    /// <summary>A document of Office behind a password.</summary>
    EncryptedOffice,

    /// <summary>A document of Office before 2007: .doc, .xls, .ppt, .msg.</summary>
    OldOffice,
}
