using System.Text.RegularExpressions;
using Testing;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>What <c>docker run … IMAGE …</c> gives to the program inside: the image's variables and the line's, arguments, and which
/// folders outlast the container.</summary>
internal sealed partial record DockerLine(
    string Image,
    IReadOnlyDictionary<string, string> Variables,
    IReadOnlyList<string> Arguments,
    IReadOnlyList<string> Targets,
    IReadOnlyList<string> Ports)
{
    // The image's own volume.
    private const string Volume = "/gmail-server";

    /// <param name="words">What stands behind <c>docker</c>.</param>
    public static DockerLine Parse(IReadOnlyList<string> words)
    {
        Assert.Equal("run", words[0]);
        var variables = ImageVariables();
        var targets = new List<string> { Volume };
        var ports = new List<string>();
        var at = 1;
        for (; at < words.Count && words[at].StartsWith('-'); at++)
        {
            switch (words[at])
            {
                case "-i" or "--rm" or "-d":
                    break;
                case "--name":
                    at++;
                    break;
                case "-p":
                    ports.Add(words[++at]);
                    break;
                case "-e":
                    var (name, value) = words[++at].Split('=', 2) is [var key, var set] ? (key, set) : (words[at], OfWhoeverStartsIt(words[at]));
                    variables[name] = value;
                    break;
                case "-v":
                    targets.Add(words[++at].Split(':')[1]);
                    break;
                case "--mount":
                    targets.Add(words[++at].Split(',').Single(field => field.StartsWith("target=", StringComparison.Ordinal))["target=".Length..]);
                    break;
                default:
                    Assert.Fail($"The test does not know docker's {words[at]}.");
                    break;
            }
        }

        return new(words[at], variables, [.. words.Skip(at + 1)], targets, ports);
    }

    /// <summary>The variables outside the container: its folders lie below <paramref name="root"/>, its network is loopback.</summary>
    public Dictionary<string, string> VariablesIn(string root) => Variables.ToDictionary(
        pair => pair.Key,
        pair => pair.Value == "0.0.0.0" ? "127.0.0.1" : Targets.Any(target => IsIn(pair.Value, target)) ? root + pair.Value : pair.Value,
        StringComparer.Ordinal);

    private static bool IsIn(string path, string target) => path == target || path.StartsWith(target + "/", StringComparison.Ordinal);

    private static string OfWhoeverStartsIt(string variable) => variable switch
    {
        "GMAIL_MCP_AUTH_KEYS" => CallerKeyFile.Lines.Trim(),
        "GMAIL_MCP_STORE_KEY" => Convert.ToBase64String(new byte[32]),
        _ => throw new InvalidOperationException($"The test has no value for {variable}."),
    };

    // Those of the Dockerfile that begin with GMAIL_; the others are about the image's own folders.
    private static Dictionary<string, string> ImageVariables() =>
        ImageVariable().Matches(File.ReadAllText(Path.Combine(Repository.Root, "Dockerfile")))
            .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value, StringComparer.Ordinal);

    [GeneratedRegex(@"^(?:ENV | +)(GMAIL_\w+)=(\S+)", RegexOptions.Multiline)]
    private static partial Regex ImageVariable();
}
