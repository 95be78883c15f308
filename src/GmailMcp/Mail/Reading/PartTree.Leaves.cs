using System.Text;
using Gmail.Messages;
using GmailMcp.Mail.Reading.Calendar;
using GmailMcp.Mail.Reading.Reports;

namespace GmailMcp.Mail.Reading;

/// <summary>What each kind of leaf becomes.</summary>
internal sealed partial class PartTree
{
    /// <summary>Calendars beyond these are files: each may cost a fetch.</summary>
    private const int MaxInvitations = 3;

    private void VisitMessage(MessagePart part, PartHeaders headers, PartPlace place, SectionSink sink)
    {
        AddAttachment(part, headers, place);
        var partId = HandleOf(part, place);
        switch (headers.MimeType)
        {
            case "message/delivery-status" or "message/global-delivery-status":
                AddReport(part, headers, place, sink, SectionKind.DeliveryReport, DeliveryReportText.Render);
                return;
            case "message/disposition-notification" or "message/global-disposition-notification":
                AddReport(part, headers, place, sink, SectionKind.ReadReceipt, ReceiptText.Render);
                return;
            case "message/feedback-report":
                AddReport(part, headers, place, sink, SectionKind.AbuseReport, ReceiptText.RenderComplaint);
                return;
            case "message/rfc822" or "message/global" when place.ParentType != "multipart/report":
                VisitAttachedMessage(part, headers, place, sink, partId);
                return;
            case "message/rfc822" or "message/global" or "message/rfc822-headers" or "message/global-headers"
                or "text/rfc822-headers":
                AddReturnedMessage(part, headers, place, sink);
                break;
        }

        VisitChildren(part, headers, place with { AttachedMessagePartId = partId }, new SectionSink());
    }

    private void VisitAttachedMessage(
        MessagePart part, PartHeaders headers, PartPlace place, SectionSink sink, string partId)
    {
        var inner = new SectionSink();
        VisitChildren(part, headers, place with { AttachedMessagePartId = partId }, inner);
        if (part.Parts is not [var root, ..])
        {
            return;
        }

        var bodyAt = inner.Sections.FindIndex(one => one.Kind == SectionKind.Body && one.AttachedMessagePartId == partId);
        var body = bodyAt < 0 ? null : inner.Sections[bodyAt];
        if (bodyAt >= 0)
        {
            inner.Sections.RemoveAt(bodyAt);
        }

        inner.Sections.Insert(0, new ReadableSection
        {
            PartId = partId,
            Kind = SectionKind.AttachedMessage,
            PlainText = body?.PlainText,
            Html = body?.Html,
            PreferHtml = body?.PreferHtml ?? false,
            Headers = HeaderReader.Read(root.Headers),
            AttachedMessagePartId = partId,
        });
        var isShown = place.ParentType == "multipart/digest" || headers.IsInline
            || (!headers.IsAttachment && headers.FileName.Length == 0);
        if (isShown)
        {
            sink.Sections.AddRange(inner.Sections);
            sink.ToFetch.AddRange(inner.ToFetch);
        }
        else if (place.AttachedMessagePartId is null)
        {
            _ofAttached.Add(inner);
        }
    }

    private void AddReport(
        MessagePart part,
        PartHeaders headers,
        PartPlace place,
        SectionSink sink,
        SectionKind kind,
        Func<string, string?> render)
    {
        if (ReportText(part, headers, place, sink) is not { } text || string.IsNullOrWhiteSpace(text))
        {
            return;
        }

        // Some programs write a letter where the fields belong.
        var words = render(text);
        AddSection(part, place, sink, words is null ? SectionKind.Body : kind, words ?? text);
    }

    /// <summary>The fields of a report: its content, or what the tree made of them: Gmail takes each group of fields for
    /// the headers of a part.</summary>
    private string? ReportText(MessagePart part, PartHeaders headers, PartPlace place, SectionSink sink)
    {
        if (part.Parts is not { Count: > 0 } children)
        {
            return ContentOf(part, headers, place, sink) is { } bytes
                ? EncodedFields.Decode(CharsetText.Decode(bytes.Span, headers.Charset).Text)
                : null;
        }

        var text = new StringBuilder();
        foreach (var child in children.Take(MaxParts))
        {
            foreach (var header in child.Headers ?? [])
            {
                text.Append(header.Name).Append(": ").Append(HeaderValue.OneLine(header.Value)).Append('\n');
            }

            text.Append('\n').Append(Encoding.UTF8.GetString(LenientBase64.Decode(child.Body?.Data))).Append("\n\n");
        }

        return EncodedFields.Decode(text.ToString());
    }

    private void AddReturnedMessage(MessagePart part, PartHeaders headers, PartPlace place, SectionSink sink)
    {
        IReadOnlyList<MessageHeader>? returned = part.Parts is [var root, ..] ? root.Headers : null;
        if (returned is null && ContentOf(part, headers, place, sink) is { } bytes)
        {
            var fields = HeaderFields.Parse(CharsetText.Decode(bytes.Span, headers.Charset).Text);
            returned = fields.Count == 0
                ? null
                : [.. fields[0].Select(field => new MessageHeader { Name = field.Key, Value = field.Value })];
        }

        if (returned is { Count: > 0 })
        {
            sink.Sections.Add(new ReadableSection
            {
                PartId = HandleOf(part, place),
                Kind = SectionKind.ReturnedMessage,
                Headers = HeaderReader.Read(returned),
                AttachedMessagePartId = place.AttachedMessagePartId,
            });
        }
    }

    private void VisitFile(MessagePart part, PartHeaders headers, PartPlace place, SectionSink sink)
    {
        AddAttachment(part, headers, place);
        var isCalendar = headers.MimeType is "text/calendar" or "application/ics"
            || headers.FileName.EndsWith(".ics", StringComparison.OrdinalIgnoreCase);
        if (isCalendar)
        {
            AddInvitation(part, headers, place, sink);
        }
        else if (NestedMail.IsTnef(headers))
        {
            OpenTnef(part, headers, place, sink);
        }
        else if (NestedMail.IsSmime(headers))
        {
            OpenSmime(part, headers, place, sink);
        }
    }

    private void AddInvitation(MessagePart part, PartHeaders headers, PartPlace place, SectionSink sink)
    {
        // The same invitation comes twice as a rule: for programs that know them, and as invite.ics.
        var isSecond = sink.HasInvitation && (headers.FileName.Length > 0 || headers.IsAttachment);
        if (isSecond || _invitationCount == MaxInvitations
            || ContentOf(part, headers, place, sink, "text/calendar") is not { Length: > 0 } bytes)
        {
            return;
        }

        _invitationCount++;
        if (InvitationReader.Read(Decode(bytes, headers)) is not { } invitation)
        {
            Notes |= ReadingNotes.DamagedInvitation;
            return;
        }

        sink.Sections.Add(new ReadableSection
        {
            PartId = HandleOf(part, place),
            Kind = SectionKind.Invitation,
            PlainText = InvitationText.Render(invitation),
            Invitation = invitation,
            AttachedMessagePartId = place.AttachedMessagePartId,
        });
    }

    private void OpenTnef(MessagePart part, PartHeaders headers, PartPlace place, SectionSink sink)
    {
        if (ContentOf(part, headers, place, sink, NestedMail.TnefType) is not { } bytes)
        {
            return;
        }

        var opened = place.Containers < NestedMail.MaxDepth ? NestedMail.OpenTnef(bytes, HandleOf(part, place)) : null;
        if (opened is null)
        {
            Notes |= ReadingNotes.DamagedContainer;
            return;
        }

        VisitOpened(opened, place, sink);
    }

    private void OpenSmime(MessagePart part, PartHeaders headers, PartPlace place, SectionSink sink)
    {
        if (SmimeData.IsSaidToBeEncrypted(headers.SmimeType))
        {
            AddEncrypted(part, place, sink, SmimeData.EncryptedSentence);
            return;
        }

        if (headers.SmimeType is "certs-only"
            || ContentOf(part, headers, place, sink, NestedMail.SmimeType) is not { } bytes)
        {
            return;
        }

        var opened = place.Containers < NestedMail.MaxDepth ? NestedMail.OpenSigned(bytes, HandleOf(part, place)) : null;
        if (opened is not null)
        {
            Notes |= ReadingNotes.SignatureNotChecked;
            VisitOpened(opened, place, sink);
        }
        else if (headers.SmimeType is null)
        {
            AddEncrypted(part, place, sink, SmimeData.EncryptedSentence);
        }
        else
        {
            Notes |= ReadingNotes.DamagedContainer;
        }
    }

    private void VisitOpened(MessagePart opened, PartPlace place, SectionSink sink)
    {
        var inside = new SectionSink();
        Visit(opened, place with { ParentType = "", Depth = place.Depth + 1, Containers = place.Containers + 1 }, inside);
        if (!SectionJoin.TryAddAsAlternative(sink.Sections, inside.Sections))
        {
            sink.Sections.AddRange(inside.Sections);
        }

        sink.ToFetch.AddRange(inside.ToFetch);
    }

    private void AddText(MessagePart part, PartHeaders headers, PartPlace place, SectionSink sink)
    {
        if (ContentOf(part, headers, place, sink) is not { } bytes)
        {
            return;
        }

        var isRtf = headers.MimeType == "text/rtf";
        if (isRtf && sink.Sections.Exists(section => !section.IsEmpty))
        {
            return; // winmail.dat's third form of the same text
        }

        var isHtml = headers.MimeType == "text/html";
        var text = isRtf ? RtfText.ToText(bytes.Span) : Decode(bytes, headers);
        if (_textInChars + text.Length > MaxTextInChars)
        {
            Notes |= ReadingNotes.TooMuchText;
            text = text[..(int)(MaxTextInChars - _textInChars)];
        }

        _textInChars += text.Length;
        sink.Sections.Add(new ReadableSection
        {
            PartId = HandleOf(part, place),
            Kind = SectionKind.Body,
            PlainText = isHtml ? null : Plain(text, headers),
            Html = isHtml ? text : null,
            PreferHtml = isHtml,
            AttachedMessagePartId = place.AttachedMessagePartId,
        });
    }

    private string Plain(string text, PartHeaders headers)
    {
        var unwrapped = headers.IsFlowed ? FlowedText.Unwrap(text, headers.DeletesFlowedSpace) : text;
        var (plain, isSigned, isEncrypted) = PgpText.Read(unwrapped);
        Notes |= isSigned ? ReadingNotes.SignatureNotChecked : ReadingNotes.None;
        Notes |= isEncrypted ? ReadingNotes.Encrypted : ReadingNotes.None;
        return plain;
    }

    private void AddEncrypted(MessagePart part, PartPlace place, SectionSink sink, string sentence)
    {
        Notes |= ReadingNotes.Encrypted;
        AddSection(part, place, sink, SectionKind.Encrypted, sentence);
    }

    private static void AddSection(MessagePart part, PartPlace place, SectionSink sink, SectionKind kind, string words) =>
        sink.Sections.Add(new ReadableSection
        {
            PartId = HandleOf(part, place),
            Kind = kind,
            PlainText = words,
            AttachedMessagePartId = place.AttachedMessagePartId,
        });

    private string Decode(ReadOnlyMemory<byte> bytes, PartHeaders headers)
    {
        var decoded = CharsetText.Decode(bytes.Span, headers.Charset, headers.MimeType == "text/html");
        Notes |= decoded.IsDamaged ? ReadingNotes.DamagedText : ReadingNotes.None;
        return decoded.Text;
    }

    /// <summary>Null where the content must be fetched first; that is noted in <paramref name="sink"/>.</summary>
    private ReadOnlyMemory<byte>? ContentOf(
        MessagePart part, PartHeaders headers, PartPlace place, SectionSink sink, string? mimeType = null)
    {
        var partId = HandleOf(part, place);
        if (_fetched.TryGetValue(partId, out var bytes))
        {
            return bytes;
        }

        if (string.IsNullOrEmpty(part.Body?.Data) && !string.IsNullOrEmpty(part.Body?.AttachmentId))
        {
            if (_fetchCount == MaxFetches)
            {
                Notes |= ReadingNotes.TooManyToFetch;
                return null;
            }

            _fetchCount++;
            sink.ToFetch.Add(new BodyPartToFetch(
                partId, part.Body.AttachmentId, mimeType ?? headers.MimeType, part.Body.Size ?? 0));
            return null;
        }

        return LenientBase64.Decode(part.Body?.Data);
    }
}
