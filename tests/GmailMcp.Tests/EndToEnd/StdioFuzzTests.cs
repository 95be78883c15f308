using System.Globalization;
using System.Text;
using System.Text.Json;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>Thousands of lines that are nearly messages: the process lives, what comes out are frames, and each line that is no
/// JSON is answered.</summary>
public sealed class StdioFuzzTests
{
    private const int Seed = 20261123;
    private const int Block = 200;
    private const string Settled = "2147480000";

    // The bar is 50,000 (GMAIL_MCP_FUZZ_LINES=50000). Beyond about 65,000 the calls among the lines have spent what Gmail gives a
    // mailbox in a minute, and the server lets them wait for the next, which is longer than this test waits.
    private static readonly int Lines = FullSize.Of("GMAIL_MCP_FUZZ_LINES", 2_000);

    [Fact]
    public async Task Survives_lines_that_are_nearly_messages()
    {
        var random = new Random(Seed);
        var broken = new BrokenFrames(random);
        await using var server = await ServerProcess.StartDemoAsync();
        var unreadable = 0;

        for (var done = 0; done < Lines; done += Block)
        {
            for (var i = 0; i < Block; i++)
            {
                var line = broken.Next();
                unreadable += IsUnreadable(line) ? 1 : 0;
                await server.SendAsync(line);
                await server.SendAsync("\n"u8.ToArray());
            }

            // The block is worked off when a call behind it is answered.
            var id = int.Parse(Settled, CultureInfo.InvariantCulture) + (done / Block);
            await server.SendAsync(Frame.Call(id, "list_email_labels"));
            Assert.True((await server.AnswerAsync(id)).ContainsKey("result"), $"After {done} lines.");
        }

        server.CloseInput();
        Assert.Equal(0, await server.EndAsync());
        Assert.Equal(unreadable, server.Anonymous.Count(frame => (int)frame["error"]!["code"]! == -32700));
        Assert.Equal("", server.Error);
    }

    // A second reading: of text rather than bytes.
    private static bool IsUnreadable(byte[] line)
    {
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(line);
            if (string.IsNullOrWhiteSpace(text.Trim(' ', '\t', '\r')))
            {
                return text.Trim(' ', '\t', '\r').Length > 0;
            }

            using var document = JsonDocument.Parse(text);
            return false;
        }
        catch (DecoderFallbackException)
        {
            return true;
        }
        catch (JsonException)
        {
            return true;
        }
    }
}
