package org.tinypixel.engagement;

import static java.util.stream.Collectors.groupingBy;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tinypixel.access.Access;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.Ids;
import org.tinypixel.base.MessageId;
import org.tinypixel.base.NotFound;
import org.tinypixel.base.Page;
import org.tinypixel.base.PageRequest;
import org.tinypixel.base.PageRequest.Mark;
import org.tinypixel.base.UserId;

/** Mails, their events and the people who got them, as screens and the API list them. Shows nothing of owners whom the viewer does not see. */
@Stateless
public class Histories {
    @Inject
    CopyRows rows;

    @Inject
    CopyQueries queries;

    @Inject
    Access access;

    /** Mails, newest first, each with all its copies. */
    public Page<MessageView> messages(Viewer viewer, MessageFilter filter, PageRequest request) {
        var found = Page.of(
                queries.messages(viewer, filter, request),
                request.limit(),
                row -> new Mark(row.createdAt(), row.message()).cursor());
        var ids = found.items().stream().map(CopyQueries.Found::message).toList();
        var rows = this.rows.ofMessages(ids);
        var copies = rows.stream().collect(groupingBy(row -> row.messageId));
        var names =
                access.names(rows.stream().map(row -> new UserId(row.ownerId)).collect(Collectors.toSet()));
        return found.map(row -> view(copies.getOrDefault(row.message(), List.of()), names, false));
    }

    /** One mail; {@link NotFound} also for one that the viewer may not see. */
    public MessageView message(Viewer viewer, String id) {
        var copies = copies(viewer, id);
        return view(copies, access.names(Set.of(new UserId(copies.get(0).ownerId))), true);
    }

    /** All that happened with a mail, oldest first. */
    public Page<EventView> events(Viewer viewer, String id, PageRequest request) {
        var copies = copies(viewer, id).stream().collect(Collectors.toMap(row -> row.copyId, Function.identity()));
        var lines = queries.events(new MessageId(id), request);
        return Page.of(lines, request.limit(), line -> new Mark(line.at, line.id).cursor())
                .map(line -> EventView.of(line, Objects.requireNonNull(copies.get(line.copyId))));
    }

    /** People who got mails, those first with whom something happened last. */
    public Page<ContactView> contacts(Viewer viewer, @Nullable String q, PageRequest request) {
        var found = Page.of(
                queries.contacts(viewer, q, request),
                request.limit(),
                contact -> new Mark(contact.lastAt(), contact.email()).cursor());
        var mails = queries.mails(viewer, found.items());
        Map<List<Object>, EngagementRow> latest = new LinkedHashMap<>();
        for (var row : queries.latest(viewer, found.items())) {
            latest.put(List.of(row.recipient, row.lastAt), row);
        }
        return found.map(contact -> {
            var row = Objects.requireNonNull(latest.get(List.<Object>of(contact.email(), contact.lastAt())));
            return new ContactView(
                    contact.email(),
                    row.recipientName,
                    row.shown,
                    Shown.label(row.shown),
                    contact.lastAt(),
                    mails.getOrDefault(contact.email(), 0L));
        });
    }

    /** All that happened with mails to an address, newest first; empty where there is nothing that the viewer may see. */
    public Page<TimelineView> timeline(Viewer viewer, EmailAddress contact, PageRequest request) {
        return Page.of(
                        queries.timeline(viewer, contact, request),
                        request.limit(),
                        line -> new Mark(line.line().at, line.line().id).cursor())
                .map(line -> TimelineView.of(line.line(), line.copy()));
    }

    private List<EngagementRow> copies(Viewer viewer, String id) {
        var copies = Ids.isId(id) ? rows.ofMessage(new MessageId(id)) : List.<EngagementRow>of();
        if (copies.isEmpty()) {
            throw new NotFound("There is no such mail.");
        }
        viewer.mustSee(new UserId(copies.get(0).ownerId), "mail");
        return copies;
    }

    private MessageView view(List<EngagementRow> copies, Map<UserId, String> names, boolean full) {
        var first = copies.get(0);
        var owner = new MessageView.Owner(first.ownerId, names.getOrDefault(new UserId(first.ownerId), ""));
        var sentAt = copies.stream()
                .map(row -> row.sentAt)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
        return new MessageView(
                first.messageId,
                first.subject,
                new CopyView.Person(first.sender, first.senderName),
                owner,
                first.createdAt,
                sentAt,
                first.campaign,
                first.template,
                full ? first.messageIdHeader : null,
                Map.of(),
                copies.stream().map(CopyView::of).toList());
    }
}
