using GmailMcp.Storage.Jail;

namespace GmailMcp.Tests.Storage.Jail;

/// <summary>What Windows would make of a path is decided by its text, so that it can be tested on every
/// system.</summary>
public sealed class PathTextTests
{
    [Theory]
    [InlineData(@"C:secret.txt", "present folder of a drive")]
    [InlineData(@"C:", "present folder of a drive")]
    [InlineData(@"report.pdf:hidden", "hidden stream")]
    [InlineData(@"report.pdf::$DATA", "hidden stream")]
    [InlineData(@"C:\files\report.pdf:x:$DATA", "hidden stream")]
    [InlineData(@"sub\CON", "\"CON\" is a device")]
    [InlineData("sub/aux.txt", "\"aux.txt\" is a device")]
    [InlineData(@"COM¹", "\"COM¹\" is a device")]
    [InlineData("NUL .txt", "\"NUL .txt\" is a device")]
    [InlineData("report.pdf.", "dot or space")]
    [InlineData(@"sub \report.pdf", "dot or space")]
    [InlineData(@"..\...\x", "dot or space")]
    [InlineData(@"\\?\C:\x", "another computer or a device")]
    [InlineData(@"\\.\PhysicalDrive0", "another computer or a device")]
    [InlineData(@"\??\C:\x", "another computer or a device")]
    public void Refuses_what_Windows_reads_otherwise(string path, string because) =>
        Assert.Contains(because, PathText.Problem(path, forWindows: true), StringComparison.Ordinal);

    [Theory]
    [InlineData(@"C:\Users\ann\GmailAttachments\report.pdf")]
    [InlineData("c:/files/report.pdf")]
    [InlineData(@"..\report.pdf")]
    [InlineData(@"~\GmailAttachments\report.pdf")]
    [InlineData("console.log")]
    public void Lets_ordinary_Windows_paths_through(string path) =>
        Assert.Null(PathText.Problem(path, forWindows: true));

    [Theory]
    [InlineData("10:30 meeting.txt")]
    [InlineData("aux.c")]
    [InlineData("Ünïcode 名 👩‍🚀.txt")]
    [InlineData("می‌خواهم.pdf")]
    public void Lets_through_elsewhere_what_only_Windows_minds(string path) =>
        Assert.Null(PathText.Problem(path, forWindows: false));

    [Fact]
    public void Shows_a_path_on_one_line_and_not_all_of_a_long_one()
    {
        Assert.Equal("a\uFFFDb\uFFFDc", PathText.Shown("a\nb\u202Ec"));
        Assert.Equal(301, PathText.Shown(new string('x', 5000)).Length);
    }
}
