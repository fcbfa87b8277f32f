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

    /** What a look at a server met; {@code ok} where mail can leave. */
    public record Test(boolean ok, List<Finding> findings) {
        public Test {
            findings = List.copyOf(findings);
        }

        static Test of(List<Finding> findings) {
            return new Test(findings.stream().noneMatch(found -> found.severity() == Finding.Severity.BLOCK), findings);
        }
    }

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
    public Test test(Viewer viewer, String id) {
        viewer.mustBe(Role.ADMINISTRATOR);
        var relay = store.all().stream()
                .filter(known -> known.id().equals(id))
                .findFirst()
                .orElseThrow(RelayStore::none);
        var server = relay.server();
        if (server == null) {
            return new Test(
                    true,
                    List.of(Finding.info(
                            Finding.Step.CONNECT,
                            "Mail goes to the built-in inbox and nowhere else. Nothing has to be connected.")));
        }
        var test = Test.of(tester.look(server));
        if (test.ok()) {
            store.healthy(id);
        }
        return test;
    }

    /** Looks at settings that are not saved. */
    public Test test(Viewer viewer, RelayDraft draft) {
        viewer.mustBe(Role.ADMINISTRATOR);
        return look(DraftRule.check(NEW, named(draft), null, List.of()));
    }

    /** The same for changes of a saved relay, whose password is used where none is typed. */
    public Test test(Viewer viewer, String id, RelayDraft draft) {
        viewer.mustBe(Role.ADMINISTRATOR);
        return look(checked(id, named(draft)));
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

    private Test look(Relay relay) {
        var server = relay.server();
        return Test.of(server == null ? List.of() : tester.look(server));
    }

    private void mustWork(Relay relay) {
        if (!relay.enabled()) {
            return;
        }
        var wrong = new Invalid.Collector();
        for (var finding : look(relay).findings()) {
            wrong.require(
                    finding.severity() != Finding.Severity.BLOCK,
                    finding.field() == null ? "host" : finding.field(),
                    finding.whatToDo() == null ? finding.subject() : finding.subject() + " " + finding.whatToDo());
        }
        wrong.throwIfAny();
    }

    private static RelayDraft named(RelayDraft draft) {
        return draft.name() == null || draft.name().isBlank()
                ? new RelayDraft(
                        "unnamed",
                        draft.host(),
                        draft.port(),
                        draft.security(),
                        draft.user(),
                        draft.password(),
                        draft.authorities(),
                        draft.senders(),
                        draft.isDefault(),
                        draft.perMinute(),
                        draft.connections(),
                        draft.enabled())
                : draft;
    }
}
