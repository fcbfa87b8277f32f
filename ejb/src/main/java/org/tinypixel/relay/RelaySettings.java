package org.tinypixel.relay;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import org.tinypixel.access.Role;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.Conflict;
import org.tinypixel.base.Invalid;
import org.tinypixel.connect.Finding;
import org.tinypixel.connect.Looked;

/**
 * The relays as administrators set them up. Saving tries the server first: what does not work is not saved, unless it is switched off. No transaction is open while a
 * server is asked.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RelaySettings {
    private static final String NEW = "new";

    @Inject
    RelayStore store;

    @Inject
    RelayTester tester;

    public List<RelayView> list(Viewer viewer) {
        viewer.mustBe(Role.ADMINISTRATOR);
        return store.views();
    }

    public RelayView get(Viewer viewer, String id) {
        viewer.mustBe(Role.ADMINISTRATOR);
        return store.view(id);
    }

    /** Saves a new relay that works; {@link Invalid} with the server's own answer for one that does not. */
    public RelayView create(Viewer viewer, RelayDraft draft) {
        viewer.mustBe(Role.ADMINISTRATOR);
        var relay = DraftRule.check(NEW, draft, null, store.all());
        mustWork(relay);
        return store.view(store.create(viewer, relay));
    }

    /** Changes a relay; a password that is left out stays. */
    public RelayView update(Viewer viewer, String id, RelayDraft draft) {
        viewer.mustBe(Role.ADMINISTRATOR);
        var relay = checked(id, draft);
        mustWork(relay);
        store.update(viewer, relay);
        return store.view(id);
    }

    /** Removes a relay; what waits for it goes where the sender's mail goes now. */
    public void delete(Viewer viewer, String id) {
        viewer.mustBe(Role.ADMINISTRATOR);
        mustBeStored(id);
        store.delete(viewer, id);
    }

    /** Looks at a relay as it is stored; one that works is used again at once. */
    public Looked test(Viewer viewer, String id) {
        viewer.mustBe(Role.ADMINISTRATOR);
        var relay = store.all().stream()
                .filter(known -> known.id().equals(id))
                .findFirst()
                .orElseThrow(RelayStore::none);
        var server = relay.server();
        if (server == null) {
            return Looked.of(List.of(Finding.info(
                    Finding.Step.CONNECT,
                    "Mail goes to the built-in inbox and nowhere else. Nothing has to be connected.")));
        }
        var looked = Looked.of(tester.look(server));
        if (looked.ok()) {
            store.healthy(id);
        }
        return looked;
    }

    /** Looks at settings that are not saved. */
    public Looked test(Viewer viewer, RelayDraft draft) {
        viewer.mustBe(Role.ADMINISTRATOR);
        return look(DraftRule.check(NEW, draft.named(), null, List.of()));
    }

    /** The same for changes of a saved relay, whose password is used where none is typed. */
    public Looked test(Viewer viewer, String id, RelayDraft draft) {
        viewer.mustBe(Role.ADMINISTRATOR);
        return look(checked(id, draft.named()));
    }

    private Relay checked(String id, RelayDraft draft) {
        mustBeStored(id);
        var all = store.all();
        var saved =
                all.stream().filter(relay -> relay.id().equals(id)).findFirst().orElseThrow(RelayStore::none);
        return DraftRule.check(
                id,
                draft,
                saved,
                all.stream().filter(relay -> !relay.id().equals(id)).toList());
    }

    private static void mustBeStored(String id) {
        if (id.equals(Relay.ENVIRONMENT)) {
            throw new Conflict(
                    "This one is named by the server's setting TINYPIXEL_RELAY_URL: change it there and start again.");
        }
    }

    private Looked look(Relay relay) {
        var server = relay.server();
        return Looked.of(server == null ? List.of() : tester.look(server));
    }

    private void mustWork(Relay relay) {
        if (relay.enabled()) {
            look(relay).mustBeOk();
        }
    }
}
