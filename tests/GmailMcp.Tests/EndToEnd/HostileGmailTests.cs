using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>Answers that do not end, that lie about their length or that grow when they are opened, and mail that is made to be
/// too much: the server says so or reads what it can, in bounded memory, and lives.</summary>
public sealed class HostileGmailTests
{
    private const long Mebibyte = 1024 * 1024;

    // How long a message may take and the slow answer are looked at only with GMAIL_MCP_HOSTILE=1: beside other tests it is those
    // that would be measured.
    private static readonly bool IsFull = FullSize.Of("GMAIL_MCP_HOSTILE", 0) > 0;

    [Theory]
    [InlineData("endless")]
    [InlineData("compressed")]
    [InlineData("too short")]
    [InlineData("a byte a second")]
    public async Task Memory_grows_by_less_than_150_MiB_over_an_answer_that_is(string kind)
    {
        Assert.SkipUnless(IsFull || kind != "a byte a second", "it lasts as long as a call may: GMAIL_MCP_HOSTILE=1 runs it");
        var (answer, grown, took) = await ReadAsync(context => AnswerAsync(context, kind));

        TestContext.Current.SendDiagnosticMessage($"{kind}: {grown / Mebibyte} MiB, {took.TotalSeconds:F1} s");
        Assert.True((bool)answer["isError"]!, answer.ToJsonString());
        Assert.InRange(grown, long.MinValue, 150 * Mebibyte);
        Assert.True(took < TimeSpan.FromSeconds(125), $"It took {took.TotalSeconds} s.");
    }

    [Theory]
    [InlineData("nested 10,000 deep")]
    [InlineData("in 100,000 parts")]
    [InlineData("with a header of 50 MB")]
    public async Task Memory_grows_by_less_than_260_MiB_over_a_mail_that_is(string kind)
    {
        var mail = Mail(kind);
        var (answer, grown, took) = await ReadAsync(async context =>
        {
            context.Response.ContentType = "application/json";
            await context.Response.Body.WriteAsync(mail, context.RequestAborted);
        });

        TestContext.Current.SendDiagnosticMessage($"{kind}: {grown / Mebibyte} MiB, {took.TotalSeconds:F2} s");
        Assert.NotNull(answer["content"]);
        Assert.InRange(grown, long.MinValue, 260 * Mebibyte); // of the 300 that it may take, the published program has 40 at rest
        Assert.True(!IsFull || took < TimeSpan.FromSeconds(2), $"It took {took.TotalSeconds} s.");
    }

    private static async Task<(JsonObject Answer, long Grown, TimeSpan Took)> ReadAsync(Func<HttpContext, Task> answer)
    {
        await using var gmail = await LoopbackGmail.StartAsync();
        var usual = gmail.Mailbox.Deliver(Some.Message());
        await using var server = await gmail.StartServerAsync();
        await server.ResultAsync(1, Call(1, usual));
        gmail.Instead = async (context, target) =>
        {
            var isMeant = target.Contains("/messages/hostile", StringComparison.Ordinal);
            if (isMeant)
            {
                await answer(context);
            }

            return isMeant;
        };
        var before = server.ResidentBytes;
        var most = before;
        var begin = TimeProvider.System.GetTimestamp();
        var call = server.ResultAsync(2, Call(2, "hostile"), TimeSpan.FromSeconds(150));
        while (!call.IsCompleted)
        {
            most = Math.Max(most, server.ResidentBytes);
            await Task.WhenAny(call, Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken));
        }

        var took = TimeProvider.System.GetElapsedTime(begin);
        var said = await call;
        Assert.Null((await server.ResultAsync(3, Call(3, usual)))["isError"]);
        return (said, most - before, took);
    }

    private static string Call(int id, string messageId) => Frame.Call(id, "read_email", new JsonObject { ["messageId"] = messageId });

    private static async Task AnswerAsync(HttpContext context, string kind)
    {
        var (body, gone) = (context.Response.Body, context.RequestAborted);
        context.Response.ContentType = "application/json";
        try
        {
            switch (kind)
            {
                case "too short":
                    context.Response.ContentLength = 1_000_000;
                    await body.WriteAsync("{\"id\":\"hostile\","u8.ToArray(), gone);
                    await body.FlushAsync(gone);
                    context.Abort();
                    break;
                case "a byte a second":
                    for (var i = 0; ; i++)
                    {
                        await body.WriteAsync(i == 0 ? "{"u8.ToArray() : " "u8.ToArray(), gone);
                        await body.FlushAsync(gone);
                        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, gone);
                    }

                case "compressed":
                    context.Response.Headers.ContentEncoding = "gzip";
                    await using (var gzip = new GZipStream(body, CompressionLevel.Optimal, leaveOpen: true))
                    {
                        await PourAsync(gzip, gone);
                    }

                    break;
                default:
                    await PourAsync(body, gone);
                    break;
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The server has seen enough.
        }
    }

    // One value of JSON that goes on for ever, or for a gigabyte where nobody goes away.
    private static async Task PourAsync(Stream body, CancellationToken gone)
    {
        var piece = Encoding.ASCII.GetBytes(new string('a', (int)Mebibyte));
        await body.WriteAsync("{\"snippet\":\""u8.ToArray(), gone);
        for (var i = 0; i < 1024; i++)
        {
            await body.WriteAsync(piece, gone);
        }
    }

    private static byte[] Mail(string kind)
    {
        const string head = """{"id":"hostile","threadId":"hostile","internalDate":"1793000000000","labelIds":["INBOX"],"payload":""";
        const string part = """{"partId":"1","mimeType":"text/plain","body":{"data":"SGk","size":2}}""";
        const string container = """{"mimeType":"multipart/mixed","headers":[{"name":"Subject","value":"Much"}],"parts":[""";
        var payload = kind switch
        {
            "nested 10,000 deep" => string.Concat(Enumerable.Repeat(container, 10_000)) + part
                + string.Concat(Enumerable.Repeat("]}", 10_000)),
            "in 100,000 parts" => container + string.Join(',', Enumerable.Repeat(part, 100_000)) + "]}",
            _ => container[..^"Much\"}],\"parts\":[".Length] + new string('x', 50_000_000) + "\"}]}",
        };
        return Encoding.ASCII.GetBytes(head + payload + "}");
    }
}
