package org.tinypixel.crm;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tinypixel.access.Role;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.Invalid;
import org.tinypixel.base.Page;
import org.tinypixel.base.PageRequest;

/**
 * Connections to CRMs and webhooks: everybody sees how they are, administrators change them. Saving tries the settings first; what the CRM refuses is not saved, and
 * the last good settings stay. No transaction is open while a CRM is asked.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class CrmConnections {
    @Inject
    ConnectionStore store;

    @Inject
    Connectors connectors;

    /** What a look at settings met; {@code ok} where they can be saved. */
    public record Test(boolean ok, List<Finding> findings) {
        public Test {
            findings = List.copyOf(findings);
        }

        static Test of(List<Finding> findings) {
            return new Test(findings.stream().noneMatch(found -> found.severity() == Finding.Severity.BLOCK), findings);
        }
    }

    public List<CrmConnector.Descriptor> connectors(Viewer viewer) {
        return connectors.descriptors();
    }

    public List<ConnectionView> list(Viewer viewer) {
        return store.views(descriptors());
    }

    public ConnectionView get(Viewer viewer, String id) {
        return store.view(id, descriptors());
    }

    /** Saves a new connection that works; {@link Invalid} with the CRM's own answer for one that does not. */
    public ConnectionView create(Viewer viewer, ConnectionDraft draft) {
        viewer.mustBe(Role.ADMINISTRATOR);
        var connector = connector(draft.connector());
        var values = DraftRule.values(draft, connector.descriptor(), Map.of());
        mustWork(connector.preflight(new CrmAccount(CrmAccount.UNSAVED, 0, values)));
        return get(viewer, store.create(connector.descriptor(), name(draft), values));
    }

    /** Changes a connection; secrets that are left out stay. */
    public ConnectionView update(Viewer viewer, String id, ConnectionDraft draft) {
        viewer.mustBe(Role.ADMINISTRATOR);
        var saved = store.saved(id);
        var connector = connector(saved.connector());
        if (draft.connector() != null && !draft.connector().equals(saved.connector())) {
            throw new Invalid("connector", "A connection stays with its CRM; make a new one for another CRM.");
        }
        var values = DraftRule.values(draft, connector.descriptor(), saved.values());
        if (values.equals(saved.values()) && saved.state() == ConnectionState.OK) {
            store.rename(id, name(draft));
        } else {
            mustWork(connector.preflight(new CrmAccount(CrmAccount.UNSAVED, 0, values)));
            store.update(id, connector.descriptor(), name(draft), values);
            store.release(id);
        }
        return get(viewer, id);
    }

    public void delete(Viewer viewer, String id) {
        viewer.mustBe(Role.ADMINISTRATOR);
        store.delete(id);
    }

    /** Tries a saved connection; one that works is taken back into service with all that waited for it. */
    public Test test(Viewer viewer, String id) {
        viewer.mustBe(Role.ADMINISTRATOR);
        var saved = store.saved(id);
        var connector = connector(saved.connector());
        var values = DraftRule.values(
                new ConnectionDraft(saved.connector(), saved.name(), Map.copyOf(saved.values())),
                connector.descriptor(),
                saved.values());
        var test = Test.of(connector.preflight(new CrmAccount(CrmAccount.UNSAVED, 0, values)));
        if (test.ok()) {
            store.healthy(id);
            store.release(id);
        }
        return test;
    }

    /** Tries changes of a saved connection that are not saved; secrets that are left out are the saved ones. */
    public Test test(Viewer viewer, String id, ConnectionDraft draft) {
        viewer.mustBe(Role.ADMINISTRATOR);
        var saved = store.saved(id);
        var connector = connector(saved.connector());
        var values = DraftRule.values(draft, connector.descriptor(), saved.values());
        return Test.of(connector.preflight(new CrmAccount(CrmAccount.UNSAVED, 0, values)));
    }

    /** Tries settings that are not saved. */
    public Test test(Viewer viewer, ConnectionDraft draft) {
        viewer.mustBe(Role.ADMINISTRATOR);
        var connector = connector(draft.connector());
        var values = DraftRule.values(
                draft.name() == null ? new ConnectionDraft(draft.connector(), "unnamed", draft.fields()) : draft,
                connector.descriptor(),
                Map.of());
        return Test.of(connector.preflight(new CrmAccount(CrmAccount.UNSAVED, 0, values)));
    }

    /** What the CRM was told, newest first: of the mails that the viewer sees; administrators get all, foreign ones without person and subject. */
    public Page<DeliveryView> deliveries(
            Viewer viewer, String id, DeliveryView.@Nullable State state, PageRequest page) {
        return store.deliveries(viewer, id, state, page);
    }

    /** Writes it again, also what was given up or deleted in the CRM by hand; the key stays, so it is not doubled. */
    public DeliveryView replay(Viewer viewer, String id, String delivery) {
        return store.replay(viewer, id, delivery);
    }

    private Map<String, CrmConnector.Descriptor> descriptors() {
        return connectors.descriptors().stream()
                .collect(Collectors.toMap(CrmConnector.Descriptor::id, Function.identity()));
    }

    private CrmConnector connector(@Nullable String id) {
        return connectors
                .find(id == null ? "" : id)
                .orElseThrow(() -> new Invalid(
                        "connector",
                        "Choose one of "
                                + connectors.descriptors().stream()
                                        .map(CrmConnector.Descriptor::id)
                                        .collect(Collectors.joining(", "))
                                + "."));
    }

    private static String name(ConnectionDraft draft) {
        return draft.name() == null ? "" : draft.name().strip();
    }

    private static void mustWork(List<Finding> findings) {
        var wrong = new Invalid.Collector();
        for (var finding : findings) {
            wrong.require(
                    finding.severity() != Finding.Severity.BLOCK,
                    finding.field() == null ? "fields" : "fields." + finding.field(),
                    finding.subject() + " " + finding.whatToDo());
        }
        wrong.throwIfAny();
    }
}
