using GmailMcp.Mail.Reading;

namespace GmailMcp.Tests.Mail.Reading;

public sealed class PlainPlaceholderTests
{
    private const string Html =
        "<style>p { color: red }</style><h1>Autumn</h1><p>The pumpkins are ripe, the fair is on Saturday at noon, and the "
        + "greenhouse opens again. Bring the children, there will be soup, bread, honey and music until the evening.</p>";

    [Theory]
    [InlineData("View this email in your browser: https://news.example.com/1")]
    [InlineData("View this mail in your browser: https://news.example.com/1")]
    [InlineData("Your mail program cannot show HTML.")]
    [InlineData("https://news.example.com/a/very/long/link/that/says/nothing/of/the/letter")]
    [InlineData("Ihr Mailprogramm kann kein HTML anzeigen.")]
    [InlineData("Si ce message ne s'affiche pas correctement, ouvrez-le dans votre navigateur.")]
    [InlineData("¿No puede ver este mensaje? Ábralo en su navegador.")]
    [InlineData("Não consegue ler? Veja no navegador.")]
    [InlineData("Visualizza nel tuo browser")]
    [InlineData("Bekijk de webversie")]
    [InlineData("Otwórz w przeglądarce")]
    [InlineData("Открыть в браузере")]
    [InlineData("このメールをブラウザで表示")]
    [InlineData("在浏览器中查看")]
    [InlineData("브라우저에서 보기")]
    public void A_plain_part_that_only_points_to_the_page_is_worse(string plain) =>
        Assert.True(PlainPlaceholder.IsWorseThan(plain, Html));

    [Theory]
    [InlineData("The pumpkins are ripe, the fair is on Saturday at noon, and the greenhouse opens again.")]
    [InlineData("The pumpkins are ripe, the fair is on Saturday at noon, and the greenhouse opens again. Bring the children, there "
        + "will be soup, bread, honey and music until the evening. Or view this email in your browser: https://example.com/1")]
    public void A_letter_is_as_good_as_its_page(string plain) => Assert.False(PlainPlaceholder.IsWorseThan(plain, Html));

    [Fact]
    public void Without_a_page_nothing_is_worse() => Assert.False(PlainPlaceholder.IsWorseThan("View in browser", null));

    [Fact]
    public void Broken_pages_are_measured_in_time() => Assert.False(
        PlainPlaceholder.IsWorseThan("A letter.", string.Concat(Enumerable.Repeat("<style", 50_000))));
}
