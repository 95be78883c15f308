using System.Runtime.CompilerServices;
using System.Text;

namespace Testing;

/// <summary>Compares text with a file beside the test; <c>UPDATE_SNAPSHOTS=1 dotnet test</c> writes the file anew.</summary>
public static class Golden
{
    public static bool Updating => Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1";

    /// <summary>Throws when <paramref name="actual"/> differs from the file <paramref name="fileName"/> in the folder of the
    /// calling test; a missing file is a difference.</summary>
    public static void Matches(string fileName, string actual, [CallerFilePath] string testFile = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(testFile)!, fileName);
        var text = actual.ReplaceLineEndings("\n");
        if (!text.EndsWith('\n'))
        {
            text += "\n";
        }

        if (Updating)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text, new UTF8Encoding(false));
            return;
        }

        var expected = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        if (!string.Equals(expected, text, StringComparison.Ordinal))
        {
            throw new GoldenMismatchException(path, FirstDifference(expected, text));
        }
    }

    private static string FirstDifference(string expected, string actual)
    {
        var left = expected.Split('\n');
        var right = actual.Split('\n');
        for (var i = 0; i < Math.Max(left.Length, right.Length); i++)
        {
            var was = i < left.Length ? left[i] : "(end of file)";
            var now = i < right.Length ? right[i] : "(end of text)";
            if (was != now)
            {
                return $"line {i + 1}\n  golden: {was}\n  actual: {now}";
            }
        }

        return "no difference by lines";
    }
}
