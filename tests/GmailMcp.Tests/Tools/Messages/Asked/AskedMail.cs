using System.Text;
using GmailMcp.Tests.Mail.Attachments;
using Testing;

namespace GmailMcp.Tests.Tools.Messages.Asked;

/// <summary>The mails of this folder. Where one says <c>{{name}}</c>, the file of that name is put in base64.</summary>
internal static class AskedMail
{
    private const string Cell = "<w:tc><w:p><w:r><w:t>{0}</w:t></w:r></w:p></w:tc>";

    public static string Folder { get; } =
        Path.Combine(Repository.Root, "tests", "GmailMcp.Tests", "Tools", "Messages", "Asked");

    public static byte[] Read(string name)
    {
        var text = new StringBuilder(Encoding.Latin1.GetString(Octets(name)));
        foreach (var (fileName, make) in Files)
        {
            var content = Convert.ToBase64String(make(), Base64FormattingOptions.InsertLineBreaks);
            text.Replace("{{" + fileName + "}}", content);
        }

        return Encoding.Latin1.GetBytes(text.ToString());
    }

    private static byte[] Octets(string name) => File.ReadAllBytes(Path.Combine(Folder, name + ".eml"));

    private static readonly Dictionary<string, Func<byte[]>> Files = new()
    {
        ["invoice.pdf"] = () => SomeFile.Pdf("Scaffold and tiles: CHF 1'284.50 net", "Please pay by 14 December 2026."),
        ["boarding-pass.pdf"] = () => SomeFile.Pdf("Flight HA 318, boarding 06:25 at gate C19"),
        ["menu.docx"] = () => SomeFile.Docx(
            Paragraph("A menu for eleven guests")
            + Table(("Starter", "Leek soup"), ("Main dish", "Trout"), ("Dessert", "Plum tart with cream"))),
        ["minutes.docx"] = () => SomeFile.Docx(
            Paragraph("Present: all but Ivo") + Paragraph("Mara Example takes over the archive from January on.")),
        ["budget.xlsx"] = () => SomeFile.Xlsx([
            ("Spent", Row("Month", "Printing", "Postage") + Row("March", "412.75", "88.10")),
            ("People", Row("Hall", "Ewa Example, extension 417"))]),
        ["stock.csv"] = () => Encoding.Latin1.GetBytes("Article;Left\r\nTasse, blau;1904\r\nSchüssel, grün;27\r\n"),
        ["talk.pptx"] = () => SomeFile.Pptx(
            Slide("Water for Oldbridge"), Slide("The new pump starts on Friday, 20 November")),
        ["plans.zip"] = () => SomeFile.Zip(("plans/attic-v2.txt", "attic"), ("plans/cellar-v3.txt", "cellar")),
        ["voucher.html"] = () => Encoding.UTF8.GetBytes(
            "<html><body><h1>For you</h1><p>Type <b>TULIP-20</b> at the till.</p>"
            + "<p style=\"display:none\">OLD-10</p></body></html>"),
        ["reading.txt"] = () =>
            [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("Zählerstand: 5 318,4 m³\r\n")],
        ["answer.odt"] = () => SomeFile.OpenDocument(
            "<office:text><text:p>Your shed may stand.</text:p>"
            + "<text:p>It may be up to 2.40 metres high.</text:p></office:text>"),
        ["their-mail.eml"] = () => Encoding.UTF8.GetBytes(
            "From: Stove Service <service@stoves.example>\r\nTo: ben@example.org\r\nSubject: Guarantee\r\n"
            + "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
            + "The guarantee for your stove ends on 30=20June=202029.\r\n"),
        ["series.ics"] = () => Encoding.UTF8.GetBytes(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:PUBLISH\r\nBEGIN:VEVENT\r\nUID:s@mails.example\r\n"
            + "SUMMARY:Review of the week\r\nDTSTART:20261106T090000Z\r\n"
            + "DTEND:20261106T093000Z\r\nRRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=FR\r\n"
            + "LOCATION:Kestrel room\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"),
    };

    private static string Paragraph(string text) => $"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>";

    private static string Table(params (string Left, string Right)[] rows) => "<w:tbl>"
        + string.Concat(rows.Select(row => $"<w:tr>{Of(row.Left)}{Of(row.Right)}</w:tr>")) + "</w:tbl>";

    private static string Of(string text) => Cell.Replace("{0}", text, StringComparison.Ordinal);

    private static string Row(params string[] cells) => "<row>"
        + string.Concat(cells.Select(cell => $"<c t=\"inlineStr\"><is><t>{cell}</t></is></c>")) + "</row>";

    private static string Slide(string text) => $"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>";
}
