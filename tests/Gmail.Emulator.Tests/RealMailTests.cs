using System.Text.Json.Nodes;
using Testing;

namespace Gmail.Emulator.Tests;

/// <summary>Mail that others wrote, odd and broken messages among it.</summary>
public sealed class RealMailTests : IDisposable
{
    private readonly Api _api = new();

    public void Dispose() => _api.Dispose();

    public static TheoryData<string> Files => Repository.SharedData is { } data
        && Directory.Exists(Path.Combine(data, "mail", "messages"))
        ? [.. Directory.GetFiles(Path.Combine(data, "mail", "messages"), "*.eml")
            .Select(path => Path.GetFileName(path)).Order()]
        : [""];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Shows_every_part_of_every_message(string file)
    {
        Assert.SkipWhen(file.Length == 0, "the messages are not here");
        var raw = await File.ReadAllBytesAsync(
            Path.Combine(Repository.SharedData!, "mail", "messages", file), TestContext.Current.CancellationToken);
        var id = _api.Mailbox.Deliver(raw);
        var message = await _api.GetAsync("messages/" + id);
        Assert.Equal(200, message.Status);
        Assert.Equal(Api.Raw(raw), (await _api.GetAsync($"messages/{id}?format=raw")).String("raw"));
        foreach (var part in All(message["payload"]!.AsObject()))
        {
            var body = part["body"]!.AsObject();
            var size = body["size"]!.GetValue<int>();
            var data = body["data"]?.GetValue<string>();
            if (body["attachmentId"] is { } attachmentId)
            {
                data = (await _api.GetAsync($"messages/{id}/attachments/{attachmentId}")).String("data");
            }

            var decoded = Convert.FromBase64String((data ?? "").Replace('-', '+').Replace('_', '/'));
            Assert.Equal(size, decoded.Length);
            Assert.All(part["headers"]!.AsArray(), header => Assert.DoesNotContain('\n', header!["value"]!.ToString()));
        }
    }

    private static IEnumerable<JsonObject> All(JsonObject part) =>
        [part, .. (part["parts"]?.AsArray() ?? []).SelectMany(child => All(child!.AsObject()))];
}
