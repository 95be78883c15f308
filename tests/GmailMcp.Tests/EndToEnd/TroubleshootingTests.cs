namespace GmailMcp.Tests.EndToEnd;

/// <summary>Each symptom of docs/troubleshooting.md is provoked in the real program, and the page's sentence is in what the program
/// answers: page and program cannot drift apart.</summary>
public sealed class TroubleshootingTests
{
    private const int FewestWords = 4;

    private static readonly Dictionary<string, Func<Symptom, Task<string>>> Provocations =
        SignInSymptoms.All.Concat(MailSymptoms.All).Concat(HttpSymptoms.All).ToDictionary(StringComparer.Ordinal);

    public static TheoryData<string> Headings { get; } = [.. TroubleshootingPage.Symptoms.Select(symptom => symptom.Heading)];

    [Theory]
    [MemberData(nameof(Headings))]
    public async Task The_sentence_under_a_heading_is_the_programs_own(string heading)
    {
        var sentence = TroubleshootingPage.Symptoms.Single(symptom => symptom.Heading == heading).Sentence;
        Assert.True(Provocations.TryGetValue(heading, out var provoke), $"Nothing provokes \"{heading}\": add it to a class of symptoms.");
        await using var symptom = new Symptom();

        var answer = await provoke!(symptom); // not null: found

        Assert.True(TroubleshootingPage.IsIn(answer, sentence), $"The program said\n{answer}\nand not\n{sentence}");
    }

    [Fact]
    public void Every_heading_has_a_sentence_and_everything_provoked_a_heading()
    {
        Assert.Equal(Provocations.Keys.Order(), TroubleshootingPage.Symptoms.Select(symptom => symptom.Heading).Order());
        Assert.All(TroubleshootingPage.Symptoms, symptom => Assert.True(
            symptom.Sentence.Split(' ').Length >= FewestWords, $"\"{symptom.Heading}\" quotes no sentence of the program."));
    }

    // What people look up who come from the old server's page.
    [Theory]
    [InlineData("keys not found")]
    [InlineData("invalid credentials format")]
    [InlineData("redirect URI")]
    [InlineData("port 3000")]
    [InlineData("batch")]
    [InlineData("attachment of a mail is not found")]
    [InlineData("permission")]
    [InlineData("25 MB")]
    [InlineData("download folder")]
    [InlineData("0 tools")]
    [InlineData("no response")]
    [InlineData("interference")]
    [InlineData("clean-up")]
    [InlineData("memory")]
    [InlineData("routing")]
    [InlineData("authentication")]
    [InlineData("tool registration")]
    [InlineData("context")]
    public void The_old_pages_symptoms_are_there(string word) => Assert.Contains(
        TroubleshootingPage.Symptoms, symptom => symptom.Heading.Contains(word, StringComparison.OrdinalIgnoreCase));
}
