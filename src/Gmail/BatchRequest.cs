using System.Net.Http.Headers;
using System.Text;

namespace Gmail;

/// <summary>Several GET requests in one: <c>multipart/mixed</c>, each part a whole HTTP request with a Content-ID.
/// Gmail
/// counts a batch of n as n requests for quota, so batching saves round trips and bytes, not units.</summary>
/// <remarks>https://developers.google.com/workspace/gmail/api/guides/batch</remarks>
internal static class BatchRequest
{
    /// <summary>Makes the request.</summary>
    /// <param name="parts">GET requests of one method, with the name that each answer is recognised by.</param>
    /// <param name="admitted">Told how many of them leave: the first ones, as many as there are places for.</param>
    public static GmailRequest Of(IReadOnlyList<(int Name, GmailRequest Request)> parts, Action<int> admitted)
    {
        var boundary = "gmail-mcp-" + Guid.NewGuid().ToString("N");
        var left = parts.Count;
        return new GmailRequest(parts[0].Request.MethodId, parts[0].Request.Units, HttpMethod.Post, "")
        {
            Service = GmailRequest.BatchService,
            IsRepeatable = parts.All(part => part.Request.IsRepeatable),
            Weight = parts.Count,
            Admitted = count =>
            {
                left = count;
                admitted(count);
            },
            Body = _ =>
            {
                var content = new ByteArrayContent(Encoding.ASCII.GetBytes(Write(parts.Take(left), boundary)));
                content.Headers.ContentType = MediaTypeHeaderValue.Parse($"multipart/mixed; boundary={boundary}");
                return content;
            },
        };
    }

    private static string Write(IEnumerable<(int Name, GmailRequest Request)> parts, string boundary)
    {
        var body = new StringBuilder();
        foreach (var (name, request) in parts)
        {
            body.Append($"--{boundary}\r\n")
                .Append("Content-Type: application/http\r\n")
                .Append($"Content-ID: <item-{name}>\r\n\r\n")
                .Append($"{request.Verb} /{request.RelativeAddress} HTTP/1.1\r\n\r\n\r\n");
        }

        return body.Append($"--{boundary}--\r\n").ToString();
    }
}
