using System.Text.Json.Serialization;
using Gmail.Drafts;
using Gmail.History;
using Gmail.Labels;
using Gmail.Messages;
using Gmail.Settings;
using Gmail.Threads;
using Gmail.Users;

namespace Gmail;

/// <summary>The JSON of the Gmail API: camelCase, absent instead of null, 64-bit numbers as text. MaxDepth allows a
/// payload
/// of about 250 nested parts: the reader's default of 64 ends at 30.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    MaxDepth = 512)]
[JsonSerializable(typeof(AutoForwarding))]
[JsonSerializable(typeof(BatchDeleteBody))]
[JsonSerializable(typeof(BatchModifyBody))]
[JsonSerializable(typeof(Draft))]
[JsonSerializable(typeof(DraftList))]
[JsonSerializable(typeof(Filter))]
[JsonSerializable(typeof(FilterList))]
[JsonSerializable(typeof(ForwardingAddress))]
[JsonSerializable(typeof(ForwardingAddressList))]
[JsonSerializable(typeof(HistoryList))]
[JsonSerializable(typeof(ImapSettings))]
[JsonSerializable(typeof(Label))]
[JsonSerializable(typeof(LabelList))]
[JsonSerializable(typeof(LanguageSettings))]
[JsonSerializable(typeof(MailThread))]
[JsonSerializable(typeof(Message))]
[JsonSerializable(typeof(MessageList))]
[JsonSerializable(typeof(ModifyBody))]
[JsonSerializable(typeof(PopSettings))]
[JsonSerializable(typeof(Profile))]
[JsonSerializable(typeof(SendAs))]
[JsonSerializable(typeof(SendAsList))]
[JsonSerializable(typeof(ThreadList))]
[JsonSerializable(typeof(VacationSettings))]
[JsonSerializable(typeof(Watch))]
[JsonSerializable(typeof(WatchRequest))]
internal sealed partial class GmailJson : JsonSerializerContext;
