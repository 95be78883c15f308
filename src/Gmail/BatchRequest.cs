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
    public static GmailRequest Of(IReadOnlyList<(int Name, GmailRequest Request)> parts)
    {
        var boundary = "gmail-mcp-" + Guid.NewGuid().ToString("N");
        var bytes = Encoding.ASCII.GetBytes(Write(parts, boundary));
        return new GmailRequest(parts[0].Request.MethodId, parts.Sum(part => part.Request.Units), HttpMethod.Post, "")
        {
            Service = GmailRequest.BatchService,
            IsRepeatable = parts.All(part => part.Request.IsRepeatable),
            Weight = parts.Count,
            Body = _ =>
            {
                var content = new ByteArrayContent(bytes);
                content.Headers.ContentType = MediaTypeHeaderValue.Parse($"multipart/mixed; boundary={boundary}");
                return content;
            },
        };
    }

    private static string Write(IReadOnlyList<(int Name, GmailRequest Request)> parts, string boundary)
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
