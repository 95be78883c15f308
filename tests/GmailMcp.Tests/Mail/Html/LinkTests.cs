
namespace GmailMcp.Tests.Mail.Html;

public sealed class LinkTests
{
    [Theory]
    [InlineData("<a href='https://shop.example/a'>Shop</a>", "[Shop](https://shop.example/a)")]
    [InlineData("<a href='https://shop.example/a'>https://shop.example/a</a>", "https://shop.example/a")]
    [InlineData("<a href='https://www.shop.example/'>shop.example</a>", "https://www.shop.example")]
    [InlineData("<a href='mailto:ines@example.com'>ines@example.com</a>", "ines@example.com")]
    [InlineData("<a href='mailto:ines@example.com'>Write to us</a>", "[Write to us](mailto:ines@example.com)")]
    [InlineData("<a href='tel:+491234'>Call</a>", "[Call](tel:+491234)")]
    [InlineData("<a href='#top'>Top</a>", "Top")]
    [InlineData("<a href='javascript:alert(1)'>Run</a>", "Run")]
    [InlineData("<a href=' java\nscript:alert(1)'>Run</a>", "Run")]
    [InlineData("<a href='data:text/html,x'>Data</a>", "Data")]
    [InlineData("<a href='vbscript:x'>Old</a>", "Old")]
    [InlineData("<a href='/relative'>Here</a>", "Here")]
    [InlineData("<base href='https://shop.example/x/'><a href='y'>Here</a>", "[Here](https://shop.example/x/y)")]
    [InlineData("<a href='https://a.example/x) [y](z'>Odd</a>", "[Odd](https://a.example/x%29%20[y]%28z)")]
    [InlineData("<a href='https://a.example'><img src=x alt='Big sale'></a>", "[Big sale](https://a.example)")]
    [InlineData("<a href='https://a.example'><img src=x width=1 height=1></a>", "")]
    [InlineData("<p>[Click](https://real.example)</p>", "[Click\\](https://real.example)")]
    public void A_link_says_where_it_goes(string html, string text) => Assert.Equal(text, SomeHtml.Read(html).Markdown);

    [Theory]
    [InlineData("https://www.google.com/url?q=https://shop.example/a&sa=D", "https://shop.example/a")]
    [InlineData("https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fshop.example%2Fa%3Fb%3D1&data=x", "https://shop.example/a?b=1")]
    [InlineData("https://urldefense.proofpoint.com/v1/url?u=https://shop.example/a&k=x", "https://shop.example/a")]
    [InlineData("https://urldefense.proofpoint.com/v2/url?u=https-3A__shop.example_a&d=x", "https://shop.example/a")]
    [InlineData("https://urldefense.com/v3/__https://shop.example/a__;!!abc$", "https://shop.example/a")]
    [InlineData("https://urldefense.com/v3/__https://shop.example/a*b__;Iw!!abc$", "https://shop.example/a#b")]
    [InlineData("https://l.facebook.com/l.php?u=https%3A%2F%2Fshop.example%2F&h=x", "https://shop.example")]
    [InlineData("https://click.unknown.example/?url=https%3A%2F%2Fshop.example", "https://click.unknown.example/?url=https%3A%2F%2Fshop.example")]
    public void A_wrapper_that_holds_the_target_is_taken_off(string href, string target) =>
        Assert.Equal(target, SomeHtml.Read($"<a href='{href}'>x</a>").Links.Single().Target);

    [Theory]
    [InlineData("https://evil.example/login", "paypal.com", "[paypal.com](https://evil.example/login ⚠ goes to evil.example)")]
    [InlineData("https://evil.example", "https://paypal.com/login", "[https://paypal.com/login](https://evil.example ⚠ goes to evil.example)")]
    [InlineData("https://paypal.com@evil.example/", "Log in", "[Log in](https://paypal.com@evil.example ⚠ goes to evil.example)")]
    [InlineData("https://paypal.com.evil.example", "www.paypal.com", "[www.paypal.com](https://paypal.com.evil.example ⚠ goes to paypal.com.evil.example)")]
    [InlineData("https://p\u0430ypal.com", "paypal.com", "[paypal.com](https://xn--pypal-4ve.com ⚠ goes to xn--pypal-4ve.com)")]
    public void A_text_that_names_another_host_is_marked(string href, string text, string shown)
    {
        var reading = SomeHtml.Read($"<a href='{href}'>{text}</a>");

        Assert.Equal(shown, reading.Markdown);
        Assert.True(reading.Links.Single().IsDeceptive);
    }

    [Theory]
    [InlineData("https://click.shop.example/x", "www.shop.example")]
    [InlineData("https://evil.example/report", "report.final")]
    [InlineData("https://evil.example/readme", "README.md")]
    [InlineData("https://shop.co.uk/a", "https://www.shop.co.uk")]
    public void A_text_that_names_its_own_site_or_none_is_not_marked(string href, string text) =>
        Assert.False(SomeHtml.Read($"<a href='{href}'>{text}</a>").Links.Single().IsDeceptive);

    [Fact]
    public void A_long_target_is_shown_as_host_and_number_and_stands_whole_in_the_list()
    {
        var target = "https://shop.example/" + new string('x', 100);

        var reading = SomeHtml.Read($"<a href='{target}'>One</a> <a href='{target}'>Two</a>");

        Assert.Equal("[One](shop.example/… #1) [Two](#1)", reading.Markdown);
        Assert.Equal(target, reading.Links.Single().Target);
    }
}
