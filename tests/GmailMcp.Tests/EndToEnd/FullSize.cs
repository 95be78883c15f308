using System.Globalization;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>How much the long tests do: little by default, as much as a variable says.</summary>
internal static class FullSize
{
    public static int Of(string variable, int otherwise) =>
#pragma warning disable RS0030 // a setting of the tests, not of the server
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var set) ? set : otherwise;
#pragma warning restore RS0030
}
