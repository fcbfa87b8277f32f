package org.tinypixel.crm;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tinypixel.access.Role;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.Conflict;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.Ids;
import org.tinypixel.base.NotFound;
import org.tinypixel.base.Page;
import org.tinypixel.base.PageRequest;
import org.tinypixel.base.PageRequest.Mark;
import org.tinypixel.outbox.Outbox;
import org.tinypixel.outbox.Topic;

/** The transactions behind {@link CrmConnections}, which asks the CRM between them; not for other features. */
@Stateless
public class ConnectionStore {
    private static final int MOST = 50;

    @Inject
    Connections connections;

    @Inject
    Commands commands;

    @Inject
    Contacts contacts;

    @Inject
    Outbox outbox;

    @Inject
    InstantSource clock;

    /** A saved connection with its values; secrets whose key is gone are left out. */
    public record Saved(String id, String connector, String name, Map<String, String> values, ConnectionState state) {
        /** Never the values: there are secrets among them. */
        @Override
        public String toString() {
            return "connection " + id;
        }
    }

    public Saved saved(String id) {
        var row = row(connections.find(id));
        var values = connections.account(row).map(CrmAccount::fields).orElseGet(() -> connections.plain(row));
        return new Saved(row.id, row.connector, row.name, values, row.state);
    }

    public List<ConnectionView> views(Map<String, CrmConnector.Descriptor> descriptors) {
        return connections.all().stream().map(row -> view(row, descriptors)).toList();
    }

    public ConnectionView view(String id, Map<String, CrmConnector.Descriptor> descriptors) {
        return view(row(connections.find(id)), descriptors);
    }

    public String create(CrmConnector.Descriptor descriptor, String name, Map<String, String> values) {
        if (connections.all().size() >= MOST) {
            throw new Conflict("There are " + MOST + " connections already; delete one that is no longer used.");
        }
        var row = new ConnectionRow(Ids.next(), descriptor.id(), clock.instant());
        row.name = name;
        connections.put(row, descriptor, values);
        connections.add(row);
        return row.id;
    }

    /** Puts new values in; the connection is as good as new, since they were just tried. */
    public void update(String id, CrmConnector.Descriptor descriptor, String name, Map<String, String> values) {
        var row = row(connections.lock(id));
        row.name = name;
        connections.put(row, descriptor, values);
        row.healthy();
        contacts.forgetAll(id);
    }

    public void rename(String id, String name) {
        row(connections.lock(id)).name = name;
    }

    public void healthy(String id) {
        row(connections.lock(id)).healthy();
    }

    /** Makes everything that waited for the connection due now. */
    public void release(String id) {
        for (var command : commands.open(id)) {
            outbox.replay(Topic.CRM, command);
        }
    }

    public void delete(String id) {
        connections.remove(row(connections.lock(id)));
    }

    public Page<DeliveryView> deliveries(
            Viewer viewer, String id, DeliveryView.@Nullable State state, PageRequest page) {
        row(connections.find(id));
        var everybody = viewer.is(Role.ADMINISTRATOR);
        var rows = commands.page(
                id,
                state == null ? null : CommandRow.State.valueOf(state.name()),
                everybody ? null : viewer.visible(),
                page);
        return Page.of(rows, page.limit(), row -> new Mark(row.createdAt, row.id).cursor())
                .map(row -> delivery(viewer, row));
    }

    public DeliveryView replay(Viewer viewer, String id, String delivery) {
        var unlocked = commands.find(delivery)
                .filter(found -> found.connection.equals(id))
                .filter(found -> viewer.is(Role.ADMINISTRATOR)
                        || viewer.visible().stream()
                                .anyMatch(owner -> owner.value().equals(found.owner)))
                .orElseThrow(() -> new NotFound("There is no such delivery."));
        var now = clock.instant();
        // The outbox row first, as everywhere: whoever locks both in another order could wait for ever.
        outbox.put(Topic.CRM, delivery, now);
        outbox.replay(Topic.CRM, delivery);
        var row = commands.lock(unlocked.id).orElseThrow(() -> new NotFound("There is no such delivery."));
        again(row, now);
        if (row.ref() == null) {
            // Whoever replays it has just added the person.
            contacts.forget(id, new EmailAddress(row.recipient));
        }
        return delivery(viewer, row);
    }

    private static void again(CommandRow row, Instant now) {
        row.state = CommandRow.State.WAITING;
        row.attempts = 0;
        row.dropped = false;
        row.pendingSince = now;
        row.deliveredVersion = Math.min(row.deliveredVersion, row.version - 1);
    }

    private static DeliveryView delivery(Viewer viewer, CommandRow row) {
        var mine = viewer.visible().stream().anyMatch(owner -> owner.value().equals(row.owner));
        return new DeliveryView(
                row.id,
                row.event,
                mine ? row.recipient : null,
                mine ? row.subject : null,
                DeliveryView.State.valueOf(row.state.name()),
                row.command().content().headline(),
                row.attempts,
                row.lastError,
                row.createdAt,
                row.doneAt,
                row.externalUrl);
    }

    private ConnectionView view(ConnectionRow row, Map<String, CrmConnector.Descriptor> descriptors) {
        var fields = new HashMap<String, ConnectionView.FieldView>();
        var plain = connections.plain(row);
        var secrets = connections.secretNames(row);
        var descriptor = descriptors.get(row.connector);
        if (descriptor != null) {
            for (var field : descriptor.fields()) {
                fields.put(
                        field.name(),
                        new ConnectionView.FieldView(
                                plain.get(field.name()),
                                plain.containsKey(field.name()) || secrets.contains(field.name())));
            }
        }
        var counts = commands.counts(row.id);
        return new ConnectionView(
                row.id,
                row.connector,
                row.name,
                fields,
                row.state,
                row.stateText,
                counts.backlog(),
                counts.oldest(),
                row.lastSuccessAt,
                counts.dead());
    }

    private static ConnectionRow row(Optional<ConnectionRow> found) {
        return found.orElseThrow(() -> new NotFound("There is no such connection."));
    }
}
