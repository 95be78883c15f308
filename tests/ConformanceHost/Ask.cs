using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ModelContextProtocol.Protocol;

namespace ConformanceHost;

/// <summary>Questions to the client, by the exception that works in every revision.</summary>
internal static class Ask
{
    public static InputRequest Form(string message, params (string Name, ElicitRequestParams.PrimitiveSchemaDefinition Schema)[] fields) =>
        InputRequest.ForElicitation(new ElicitRequestParams
        {
            Message = message,
            RequestedSchema = new ElicitRequestParams.RequestSchema
            {
                Properties = fields.ToDictionary(field => field.Name, field => field.Schema),
                Required = [.. fields.Select(field => field.Name)],
            },
        });

    public static InputRequest Model(string prompt, int maxTokens = 100) => InputRequest.ForSampling(new CreateMessageRequestParams
    {
        Messages = [new SamplingMessage { Role = Role.User, Content = [new TextContentBlock { Text = prompt }] }],
        MaxTokens = maxTokens,
    });

    public static InputRequest Roots() => InputRequest.ForRootsList(new ListRootsRequestParams());

    /// <summary>The answer to one question; null where there is none or one that cannot be read.</summary>
    public static T? AnswerTo<T>(this RequestParams? request, string question, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return request?.InputResponses?.TryGetValue(question, out var response) == true ? response.Deserialize(type) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static ElicitResult? FormAnswerTo(this RequestParams? request, string question) =>
        request.AnswerTo(question, InputResponse.ElicitResultJsonTypeInfo) is { Action: "accept" or "decline" or "cancel" } answer
            ? answer
            : null;

    public static string? TextAnswerTo(this RequestParams? request, string question) =>
        request.AnswerTo(question, InputResponse.CreateMessageResultJsonTypeInfo)?.Content.OfType<TextContentBlock>().FirstOrDefault()?.Text;

    /// <summary>One field of a form; null where it was not filled in.</summary>
    public static string? Field(this ElicitResult answer, string name) =>
        answer.Content?.TryGetValue(name, out var value) == true ? value.ToString() : null;

    /// <summary>The fields of a form as JSON.</summary>
    public static string Fields(this ElicitResult answer) => JsonSerializer.Serialize(answer.Content);

    public static InputRequiredException Need(string name, InputRequest question, string? state = null) =>
        new(new Dictionary<string, InputRequest> { [name] = question }, state);
}
