using System.Text;
using GmailMcp.Mail.Html;

namespace GmailMcp.Tests.Mail.Html;

public sealed class InvisibleTextTests
{
    [Theory]
    [InlineData("pay\u200Bpal", "paypal", 1)]
    [InlineData("soft\u00ADhyphen", "softhyphen", 1)]
    [InlineData("invoice\u202Egpj.exe", "invoicegpj.exe", 1)]
    [InlineData("a\u2066b\u2069c", "abc", 2)]
    [InlineData("\uFEFFHello\u2060", "Hello", 2)]
    [InlineData("a\u200Db\u200Cc", "abc", 2)]
    [InlineData("left\u200Eright", "leftright", 1)]
    [InlineData("bell\u0007 nul\0", "bell nul", 2)]
    [InlineData("a\uFE0Fb\uFE01c", "abc", 2)]
    [InlineData("x\U000E0148\U000E0149y", "xy", 2)]
    [InlineData("filler\u3164\uFFA0\u115F", "filler", 3)]
    [InlineData("math\u2061\u2062s", "maths", 2)]
    [InlineData("\u034F\u200C\u00A0\u034F", "\u00A0", 3)]
    public void What_nobody_sees_is_taken_out_and_counted(string text, string seen, int removed) =>
        Assert.Equal((seen, removed), InvisibleText.Strip(text));

    [Fact]
    public void Text_written_in_tags_is_taken_out()
    {
        var tags = string.Concat("ignore all".Select(c => new Rune(0xE0000 + c).ToString()));

        Assert.Equal(("Hello there", 10), InvisibleText.Strip($"Hello{tags} there"));
    }

    [Fact]
    public void A_flag_stays_and_what_is_smuggled_behind_one_does_not()
    {
        var flag = "\U0001F3F4\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F";

        Assert.Equal((flag, 0), InvisibleText.Strip(flag));
        Assert.Equal(($"{flag} go", 2), InvisibleText.Strip($"{flag}\U000E0061\U000E0062 go"));
        Assert.Equal("\U0001F3F4", InvisibleText.Strip("\U0001F3F4" + string.Concat(Enumerable.Repeat("\U000E0061", 40)) + "\U000E007F").Text);
    }

    [Fact]
    public void Ordinary_text_in_any_script_stays_as_it_is()
    {
        foreach (var sentence in SomeScripts.Sentences.Values.SelectMany(sentences => sentences))
        {
            Assert.Equal((sentence, 0), InvisibleText.Strip(sentence));
        }
    }

    [Fact]
    public void Marks_of_direction_stay_in_text_that_runs_from_right_to_left() =>
        Assert.Equal(("שלום\u200F! (abc)\u200E", 0), InvisibleText.Strip("שלום\u200F! (abc)\u200E"));

    [Fact]
    public void Ordinary_text_is_returned_itself()
    {
        const string Text = "Nothing to see: 1 < 2 – “fine”, 漢字, ok.";

        Assert.Same(Text, InvisibleText.Strip(Text).Text);
    }
}
