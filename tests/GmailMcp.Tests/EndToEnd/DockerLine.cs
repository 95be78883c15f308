namespace GmailMcp.Tests.EndToEnd;

/// <summary>What <c>docker run … IMAGE …</c> gives to the program inside: variables, arguments, and what is mounted where.</summary>
internal sealed record DockerLine(
    IReadOnlyDictionary<string, string> Variables,
    IReadOnlyList<string> Arguments,
    IReadOnlyDictionary<string, string> Mounts,
    IReadOnlyList<string> Ports)
{
    public static DockerLine Parse(IReadOnlyList<string> words)
    {
        Assert.Equal("run", words[0]);
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        var mounts = new Dictionary<string, string>(StringComparer.Ordinal);
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
                    var variable = words[++at].Split('=', 2);
                    variables[variable[0]] = variable[1];
                    break;
                case "-v":
                    var volume = words[++at].Split(':');
                    mounts[volume[1]] = volume[0];
                    break;
                case "--mount":
                    var fields = words[++at].Split(',').Select(field => field.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
                    Assert.Equal("bind", fields["type"]);
                    mounts[fields["target"]] = fields["source"];
                    break;
                default:
                    Assert.Fail($"The test does not know docker's {words[at]}.");
                    break;
            }
        }

        return new(variables, [.. words.Skip(at + 1)], mounts, ports); // what is at `at` is the image
    }

    /// <summary>A path inside as it is outside, where each mount is a file or folder of <paramref name="root"/>.</summary>
    public string Outside(string path, string root) =>
        Mounts.Keys.Any(target => path == target || path.StartsWith(target + "/", StringComparison.Ordinal)) ? root + path : path;
}
