using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace GmailMcp.Cli;

/// <summary>An option that takes a whole number between two bounds, and says so in a sentence.</summary>
internal sealed class NumberOption : Option<int>
{
    private readonly int _least;
    private readonly int _most;

    public NumberOption(string name, int least, int most, int otherwise)
        : base(name)
    {
        (_least, _most) = (least, most);
        HelpName = "N";
        DefaultValueFactory = _ => otherwise;
        CustomParser = Parse;
    }

    /// <summary>For an option whose bounds are told elsewhere.</summary>
    public static int? ParseAny(ArgumentResult result)
    {
        var given = result.Tokens[^1].Value;
        if (int.TryParse(given, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        result.AddError($"{((OptionResult)result.Parent!).Option.Name} takes a whole number; got \"{given}\"."); // an option's argument has one
        return null;
    }

    private int Parse(ArgumentResult result)
    {
        var given = result.Tokens[^1].Value; // the option takes one number, so there is one
        if (int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= _least && number <= _most)
        {
            return number;
        }

        result.AddError($"{Name} must be {_least} to {_most}; got \"{given}\".");
        return 0;
    }
}
