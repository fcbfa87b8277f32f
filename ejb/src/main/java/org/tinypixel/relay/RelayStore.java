package org.tinypixel.relay;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.tinypixel.access.Administration;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.Conflict;
import org.tinypixel.base.Ids;
import org.tinypixel.base.NotFound;

/** The transactions behind {@link RelaySettings}, which asks the mail server between them; not for other features. */
@Stateless
public class RelayStore {
    private static final int MOST = 50;

    @Inject
    RelayRows rows;

    @Inject
    Administration administration;

    @Inject
    Event<RelaysChanged> changed;

    @Inject
    InstantSource clock;

    public List<Relay> all() {
        return rows.all();
    }

    public RelayView view(String id) {
        return views().stream().filter(view -> view.id().equals(id)).findFirst().orElseThrow(RelayStore::none);
    }

    public List<RelayView> views() {
        return rows.all().stream()
                .map(relay -> RelayView.of(
                        relay,
                        rows.health(relay.id())
                                .map(HealthRow::health)
                                .orElseGet(() -> new Health(null, null, null, null))))
                .toList();
    }

    public String create(Viewer viewer, Relay relay) {
        if (rows.all().size() > MOST) {
            throw new Conflict("There are " + MOST + " mail servers already; delete one that is no longer used.");
        }
        var row = rows.fresh(Ids.next(), relay, clock.instant());
        rows.add(row);
        onlyDefault(row);
        administration.note(viewer, "mail server added", relay.name() + " (" + relay.server() + ")");
        changed.fire(new RelaysChanged());
        return row.id;
    }

    public void update(Viewer viewer, Relay relay) {
        var row = row(rows.lock(relay.id()));
        rows.fill(row, relay);
        onlyDefault(row);
        rows.lockHealth(relay.id()).ifPresent(HealthRow::up);
        administration.note(viewer, "mail server changed", relay.name() + " (" + relay.server() + ")");
        changed.fire(new RelaysChanged());
    }

    public void delete(Viewer viewer, String id) {
        var row = row(rows.lock(id));
        rows.remove(row);
        administration.note(viewer, "mail server removed", row.name);
        changed.fire(new RelaysChanged());
    }

    /** Somebody saw it work. */
    public void healthy(String id) {
        rows.lockHealth(id).ifPresent(HealthRow::up);
        changed.fire(new RelaysChanged());
    }

    private void onlyDefault(RelayRow row) {
        if (row.isDefault) {
            rows.noOtherDefault(row.id);
        }
    }

    private static RelayRow row(Optional<RelayRow> found) {
        return found.orElseThrow(RelayStore::none);
    }

    static NotFound none() {
        return new NotFound("There is no such mail server.");
    }
}
