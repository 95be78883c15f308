namespace Gmail.Emulator.Search;

/// <summary>What has:drive and its kin look for: links to Google's files and videos.</summary>
[Flags]
internal enum LinkedContent
{
    None = 0,
    Drive = 1,
    Document = 2,
    Spreadsheet = 4,
    Presentation = 8,
    YouTube = 16,
}
