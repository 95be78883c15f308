using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Testing;

namespace GmailMcp.Tests.Mail.Html;

/// <summary>What Chromium paints of the corpus, of benign mail in many scripts and of the real pages: asked
/// once.</summary>
public sealed class PaintedWords
{
    private const string Chromium = "/usr/bin/chromium";

    public PaintedWords()
    {
        var script = Path.Combine(Repository.Root, "tests", "e2e", "lib", "painted-words.mjs");
        var modules = Path.Combine(Repository.Root, "tests", "e2e", "node_modules", "playwright-core");
        if (!File.Exists(Chromium) || !Directory.Exists(modules))
        {
            Missing = $"no browser to ask: needs {Chromium} and `npm ci` in tests/e2e";
            return;
        }

        var benign = Directory.CreateTempSubdirectory("gmail-mcp-benign-");
        try
        {
            WriteBenign(benign.FullName);
            Pages = Ask(script, [Corpus, benign.FullName, .. RealPages is { } real ? [real] : Array.Empty<string>()]);
        }
        finally
        {
            benign.Delete(recursive: true);
        }
    }

    public static string Corpus { get; } = Path.Combine(Repository.Root, "tests", "GmailMcp.Tests", "Mail", "Html", "Corpus");

    public static string? RealPages { get; } =
        Repository.SharedData is { } data && Directory.Exists(Path.Combine(data, "mail", "html"))
            ? Path.Combine(data, "mail", "html")
            : null;

    /// <summary>Why nothing was asked; null when it was.</summary>
    public string? Missing { get; }

    public IReadOnlyList<PaintedPage> Pages { get; } = [];

    private static void WriteBenign(string folder)
    {
        foreach (var (script, sentences) in SomeScripts.Sentences)
        {
            for (var i = 0; i < sentences.Length; i++)
            {
                var page = "<meta charset=utf-8>" + string.Format(null, SomeScripts.Frames[i], sentences[i]);
                File.WriteAllText(Path.Combine(folder, $"benign-{script}-{i}.html"), page);
            }
        }
    }

    private static List<PaintedPage> Ask(string script, string[] folders)
    {
        using var node = Process.Start(new ProcessStartInfo("node", [script, .. folders])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetDirectoryName(script),
        })!;
        var answer = node.StandardOutput.ReadToEnd();
        node.WaitForExit();
        Assert.Equal(0, node.ExitCode);
        var pages = JsonSerializer.Deserialize<List<PaintedPage>>(answer, JsonSerializerOptions.Web)!;
        foreach (var page in pages)
        {
            page.Html = File.ReadAllText(page.File);
        }

        return pages;
    }
}

public sealed class PaintedPage
{
    public required string File { get; init; }

    public required string InnerText { get; init; }

    public required IReadOnlyList<string> Painted { get; init; }

    public required IReadOnlyList<string> Unpainted { get; init; }

    /// <summary>Distinct targets of links with a box.</summary>
    public required int Links { get; init; }

    [JsonIgnore]
    public string Html { get; set; } = "";

    public string Name => Path.GetFileName(File);
}
