namespace GmailMcp.Mail.Reading.Quoting;

/// <summary>Dates as clients write them in a dozen languages.</summary>
internal static class QuoteDate
{
    // The beginnings of the months' names; the longer ones stand first where one is the beginning of another.
    private static readonly (string Name, int Month)[] Months =
    [
        ("jan", 1), ("ene", 1), ("gen", 1), ("stycz", 1), ("sty", 1), ("янв", 1),
        ("feb", 2), ("fév", 2), ("fev", 2), ("lut", 2), ("фев", 2),
        ("marz", 3), ("mar", 3), ("mär", 3), ("maa", 3), ("mrt", 3), ("мар", 3),
        ("apr", 4), ("avr", 4), ("abr", 4), ("kwi", 4), ("апр", 4),
        ("may", 5), ("mai", 5), ("mag", 5), ("mei", 5), ("maj", 5), ("мая", 5), ("май", 5),
        ("juin", 6), ("jun", 6), ("giu", 6), ("cze", 6), ("июн", 6),
        ("juil", 7), ("jul", 7), ("lug", 7), ("lip", 7), ("июл", 7),
        ("aug", 8), ("août", 8), ("aou", 8), ("ago", 8), ("sie", 8), ("авг", 8),
        ("sep", 9), ("set", 9), ("wrz", 9), ("сен", 9),
        ("oct", 10), ("okt", 10), ("out", 10), ("ott", 10), ("paź", 10), ("окт", 10),
        ("nov", 11), ("lis", 11), ("ноя", 11),
        ("dec", 12), ("dez", 12), ("déc", 12), ("dic", 12), ("gru", 12), ("дек", 12),
    ];

    /// <summary>Says that the words hold a year, a time of day or a day in digits.</summary>
    public static bool IsIn(ReadOnlySpan<char> words)
    {
        if (!words.ContainsAnyInRange('0', '9'))
        {
            return false;
        }

        foreach (var number in Numbers(words))
        {
            if (number.Digits == 4 && number.Value is >= 1970 and < 2100)
            {
                return true;
            }

            if (number.Digits <= 2 && number.End + 1 < words.Length && words[number.End] is ':' or '.' or '/'
                && char.IsAsciiDigit(words[number.End + 1]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The day the words name; null where it could be another one, as 5/12/25.</summary>
    public static DateOnly? In(string words)
    {
        var numbers = Numbers(words);
        for (var i = 0; i < numbers.Count; i++)
        {
            if (numbers[i].Digits == 4 && numbers[i].Value is >= 1970 and < 2100)
            {
                return YearFirst(words, numbers, i) ?? NamedMonth(words, numbers, i) ?? YearLast(words, numbers, i);
            }
        }

        return null;
    }

    // 2025-05-12, 2025/05/12, 2025年5月12日, 2025년 5월 12일, 2025. 5. 12.
    private static DateOnly? YearFirst(string words, List<Number> numbers, int year) =>
        year + 2 < numbers.Count && IsBetween(words, numbers[year], numbers[year + 1])
            && IsBetween(words, numbers[year + 1], numbers[year + 2])
            ? Day(numbers[year].Value, numbers[year + 1].Value, numbers[year + 2].Value)
            : null;

    // 12.05.2025 is a day first; with slashes or dashes only where the first number cannot be a month.
    private static DateOnly? YearLast(string words, List<Number> numbers, int year)
    {
        if (year < 2 || numbers[year].Start - numbers[year - 1].End != 1
            || numbers[year - 1].Start - numbers[year - 2].End != 1)
        {
            return null;
        }

        var (first, second) = (numbers[year - 2].Value, numbers[year - 1].Value);
        if (words[numbers[year - 1].End] == '.' || first > 12 || first == second)
        {
            return Day(numbers[year].Value, second, first);
        }

        return second > 12 ? Day(numbers[year].Value, first, second) : null;
    }

    // 12 May 2025, May 12, 2025, 12. Mai 2025, 12 de mai. de 2025.
    private static DateOnly? NamedMonth(string words, List<Number> numbers, int year)
    {
        if (year == 0 || numbers[year - 1].Digits > 2)
        {
            return null;
        }

        var day = numbers[year - 1];
        var month = MonthIn(words.AsSpan(day.End, numbers[year].Start - day.End))
            ?? MonthIn(words.AsSpan(Math.Max(0, day.Start - 12), Math.Min(12, day.Start)));
        return month is { } named ? Day(numbers[year].Value, named, day.Value) : null;
    }

    private static int? MonthIn(ReadOnlySpan<char> words)
    {
        for (var i = 0; i < words.Length && words.Length < 40; i++)
        {
            if (char.IsLetter(words[i]) && (i == 0 || !char.IsLetter(words[i - 1])))
            {
                foreach (var (name, month) in Months)
                {
                    if (words[i..].StartsWith(name, StringComparison.OrdinalIgnoreCase))
                    {
                        return month;
                    }
                }
            }
        }

        return null;
    }

    private static bool IsBetween(string words, Number left, Number right) =>
        right.Digits <= 2 && right.Start - left.End <= 3
        && words.AsSpan(left.End, right.Start - left.End).Trim(' ') is "-" or "/" or "." or "年" or "月" or "년" or "월";

    private static DateOnly? Day(int year, int month, int day) =>
        month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day)
            : null;

    private static List<Number> Numbers(ReadOnlySpan<char> words)
    {
        var numbers = new List<Number>();
        for (var i = 0; i < words.Length; i++)
        {
            if (!char.IsAsciiDigit(words[i]))
            {
                continue;
            }

            var start = i;
            var value = 0;
            for (; i < words.Length && char.IsAsciiDigit(words[i]); i++)
            {
                value = Math.Min((value * 10) + words[i] - '0', 100_000);
            }

            numbers.Add(new Number(start, i, value));
        }

        return numbers;
    }

    private readonly record struct Number(int Start, int End, int Value)
    {
        public int Digits => End - Start;
    }
}
