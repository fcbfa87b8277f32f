package org.tinypixel.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.MessageId;
import org.tinypixel.base.Page;
import org.tinypixel.engagement.CopyView;
import org.tinypixel.engagement.EventView;
import org.tinypixel.engagement.Histories;
import org.tinypixel.engagement.MessageFilter;
import org.tinypixel.engagement.MessageView;
import org.tinypixel.followup.FollowUp;
import org.tinypixel.followup.FollowUps;
import org.tinypixel.tracking.Messages;

/** What became of mails. */
@Path("/messages")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class MessagesReadResource {
    @Inject
    Histories histories;

    @Inject
    FollowUps followUps;

    @Inject
    Messages messages;

    @Inject
    Caller caller;

    /** Filters as query parameters; a period's ends are instants or days of the zone, and the last day is included. */
    public static class Query {
        @QueryParam("from")
        @Nullable
        String from;

        @QueryParam("to")
        @Nullable
        String to;

        @QueryParam("zone")
        @Nullable
        String zone;

        @QueryParam("sender")
        @Nullable
        String sender;

        @QueryParam("team")
        @Nullable
        String team;

        @QueryParam("recipient")
        @Nullable
        String recipient;

        @QueryParam("campaign")
        @Nullable
        String campaign;

        @QueryParam("template")
        @Nullable
        String template;

        @QueryParam("status")
        @Nullable
        String status;

        @QueryParam("q")
        @Nullable
        String q;

        MessageFilter filter() {
            var in = ReportQuery.zone(zone);
            return new MessageFilter(
                    ReportQuery.instant("from", from, in, 0),
                    ReportQuery.instant("to", to, in, 1),
                    ReportQuery.given(sender),
                    ReportQuery.given(team),
                    ReportQuery.given(recipient),
                    ReportQuery.given(campaign),
                    ReportQuery.given(template),
                    ReportQuery.given(status),
                    ReportQuery.given(q));
        }
    }

    @GET
    public Page<MessageView> list(@BeanParam Query query, @BeanParam Paging paging) {
        var page = histories.messages(caller.viewer(), query.filter(), paging.request());
        return new Page<>(withFollowUps(page.items()), page.next());
    }

    @GET
    @Path("{id}")
    public MessageView one(@PathParam("id") String id) {
        var seen = histories.message(caller.viewer(), id);
        return withFollowUps(List.of(seen)).get(0).with(messages.metadata(new MessageId(seen.id())));
    }

    @GET
    @Path("{id}/events")
    public Page<EventView> events(@PathParam("id") String id, @BeanParam Paging paging) {
        return histories.events(caller.viewer(), id, paging.request());
    }

    private List<MessageView> withFollowUps(List<MessageView> messages) {
        var copies = messages.stream()
                .flatMap(message -> message.copies().stream())
                .map(copy -> new CopyId(copy.id()))
                .toList();
        if (copies.isEmpty()) {
            return messages;
        }
        var known = followUps.ofCopies(copies);
        return messages.stream()
                .map(message -> message.with(message.copies().stream()
                        .map(copy -> copy.with(view(known.get(new CopyId(copy.id())))))
                        .toList()))
                .toList();
    }

    private static CopyView.@Nullable FollowUpView view(FollowUp.@Nullable OfCopy known) {
        return known == null
                ? null
                : new CopyView.FollowUpView(
                        known.sequence(),
                        known.state().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        known.dueAt(),
                        known.because());
    }
}
