using FsCheck.Xunit;
using GmailMcp.Mail.Reading.Calendar;

namespace GmailMcp.Tests.Mail.Reading.Calendar;

public sealed class RecurrenceRuleTests
{
    [Theory]
    [InlineData("FREQ=DAILY", "every day")]
    [InlineData("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "every week from Monday to Friday")]
    [InlineData(
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;UNTIL=20261214T090000Z",
        "every 2 weeks on Monday and Thursday, until 14 December 2026")]
    [InlineData("FREQ=MONTHLY;BYDAY=-1FR;COUNT=3", "every month on the last Friday, 3 times")]
    [InlineData("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "every month on the last weekday")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=1,15", "every month on day 1 and day 15")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=-1", "every month on the last day")]
    [InlineData("FREQ=YEARLY;BYMONTH=10;BYDAY=1SA", "every year in October on the first Saturday")]
    [InlineData("FREQ=DAILY;COUNT=1", "every day, once")]
    [InlineData("freq=weekly;byday=su", "every week on Sunday")]
    [InlineData("FREQ=NEVER", "by a rule that cannot be read")]
    [InlineData("", "")]
    public void Says_the_rule_in_words(string rule, string words) => Assert.Equal(words, RecurrenceRule.InWords(rule));

    [Property]
    public bool Never_throws(string rule) => RecurrenceRule.InWords("FREQ=DAILY;BYDAY=" + rule) is not null;
}
