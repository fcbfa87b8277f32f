package org.tinypixel.crm;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.Json;
import org.tinypixel.engagement.CopyState;
import org.tinypixel.engagement.Engagements;
import org.tinypixel.engagement.EventType;
import org.tinypixel.outbox.Outbox;
import org.tinypixel.outbox.Topic;
import org.tinypixel.settings.Settings;
import org.tinypixel.tracking.Messages;
import org.tinypixel.tracking.NewMessage;
import org.tinypixel.tracking.StoredCopy;

/** Puts a copy's state of now into one row per connection and person. */
@Dependent
final class Planner {
    private final Connections connections;
    private final Commands commands;
    private final Engagements engagements;
    private final Messages messages;
    private final Outbox outbox;
    private final Settings settings;

    @Inject
    Planner(
            Connections connections,
            Commands commands,
            Engagements engagements,
            Messages messages,
            Outbox outbox,
            Settings settings) {
        this.connections = connections;
        this.commands = commands;
        this.engagements = engagements;
        this.messages = messages;
        this.outbox = outbox;
        this.settings = settings;
    }

    /** What a row of {@link Topic#ENGAGEMENT} is about. */
    private record News(
            CopyState state,
            EventType event,
            @Nullable StoredCopy copy,
            Engagements.@Nullable Note followUp,
            String url) {}

    void plan(String key, Instant now) {
        var all = connections.all();
        if (all.isEmpty()) {
            return;
        }
        var bar = key.indexOf('|');
        var event = EventType.valueOf(
                key.substring(bar + 1).toUpperCase(Locale.ROOT).replace('-', '_'));
        var id = new CopyId(key.substring(0, bar));
        engagements.state(id).ifPresent(state -> {
            var copy = messages.findByCopy(id)
                    .flatMap(message -> message.copies().stream()
                            .filter(one -> one.id().equals(id))
                            .findFirst())
                    .orElse(null);
            var url = settings.publicAddress("/mails/" + state.message());
            var followUp = event == EventType.FOLLOW_UP
                    ? engagements.lastNote(id, event).orElse(null)
                    : null;
            var news = new News(state, event, copy, followUp, url);
            all.stream()
                    .filter(connection -> connection.state != ConnectionState.DISABLED)
                    .forEach(connection -> plan(connection, news, now));
        });
    }

    private void plan(ConnectionRow connection, News news, Instant now) {
        var state = news.state();
        var rows = commands.of(connection.id, state.copy().value(), news.event());
        if (rows.isEmpty()) {
            content(news, null, now).ifPresent(content -> add(connection, news, content, now));
        }
        for (var id : rows) {
            commands.find(id)
                    .ifPresent(seen -> content(news, Json.read(seen.content, Content.class), now)
                            .filter(content -> !seen.says(content))
                            .ifPresent(content -> change(seen, content, state.version(), now)));
        }
    }

    private void change(CommandRow seen, Content content, long version, Instant now) {
        // The outbox row is locked before ours, here as in Settling: whoever locks both in another order could wait for
        // ever.
        if (!seen.dropped) {
            outbox.put(Topic.CRM, seen.id, PlanRule.notBefore(seen.event, seen.writes, seen.doneAt, now));
        }
        commands.lock(seen.id).ifPresent(row -> row.change(content, version, now));
    }

    private void add(ConnectionRow connection, News news, Content content, Instant now) {
        var state = news.state();
        var row = new CommandRow(
                connection.id,
                state.owner().value(),
                state.copy().value(),
                state.recipient().value(),
                news.event(),
                state.subject(),
                now);
        row.change(content, state.version(), now);
        named(connection, news.copy()).ifPresent(row::bind);
        commands.add(row);
        outbox.put(Topic.CRM, row.id, PlanRule.notBefore(news.event(), 0, null, now));
    }

    private static Optional<Content> content(News news, @Nullable Content known, Instant now) {
        var links =
                news.copy() == null ? List.<StoredCopy.Link>of() : news.copy().links();
        return PlanRule.content(news.state(), news.event(), links, news.url(), known, news.followUp(), now);
    }

    /** The person that the sender named for exactly this connection: surer than any search by address. */
    private static Optional<CrmRef> named(ConnectionRow connection, @Nullable StoredCopy copy) {
        NewMessage.CrmReference reference = copy == null ? null : copy.crm();
        return reference != null
                        && reference.type() != null
                        && reference.id() != null
                        && (connection.id.equals(reference.connection())
                                || connection.name.equals(reference.connection()))
                ? Optional.of(CrmRef.named(reference.type(), reference.id()))
                : Optional.empty();
    }
}
