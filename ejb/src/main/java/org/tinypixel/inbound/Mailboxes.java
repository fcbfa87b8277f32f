package org.tinypixel.inbound;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import org.tinypixel.access.Role;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.Conflict;
import org.tinypixel.base.Invalid;
import org.tinypixel.connect.Looked;

/**
 * The mailboxes as administrators set them up. Saving tries the server first: what does not work is not saved, unless it is switched off. No transaction is open while a
 * server is asked.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Mailboxes {
    private static final String NEW = "new";

    @Inject
    MailboxStore store;

    @Inject
    MailboxTester tester;

    public List<MailboxView> list(Viewer viewer) {
        viewer.mustBe(Role.ADMINISTRATOR);
        return store.views();
    }

    public MailboxView get(Viewer viewer, String id) {
        viewer.mustBe(Role.ADMINISTRATOR);
        return store.view(id);
    }

    /** Saves a new mailbox that can be read; {@link Invalid} with the server's own answer for one that cannot. */
    public MailboxView create(Viewer viewer, MailboxDraft draft) {
        viewer.mustBe(Role.ADMINISTRATOR);
        var mailbox = DraftRule.check(NEW, draft, null);
        mustWork(mailbox);
        return store.view(store.create(viewer, mailbox, anyMail(draft)));
    }

    /** Changes a mailbox; a secret that is left out stays. */
    public MailboxView update(Viewer viewer, String id, MailboxDraft draft) {
        viewer.mustBe(Role.ADMINISTRATOR);
        var mailbox = checked(id, draft);
        mustWork(mailbox);
        store.update(viewer, mailbox, anyMail(draft));
        return store.view(id);
    }

    /** Reads it no more; what came back in it stays. */
    public void delete(Viewer viewer, String id) {
        viewer.mustBe(Role.ADMINISTRATOR);
        mustBeStored(id);
        store.delete(viewer, id);
    }

    /** Looks at a mailbox as it is stored; one that works is read at once. */
    public Looked test(Viewer viewer, String id) {
        viewer.mustBe(Role.ADMINISTRATOR);
        var looked = look(store.mailbox(id));
        if (looked.ok()) {
            store.readNow(id);
        }
        return looked;
    }

    /** Looks at settings that are not saved; where they name a saved mailbox, its secret is used if none is typed. */
    public Looked test(Viewer viewer, MailboxDraft draft) {
        viewer.mustBe(Role.ADMINISTRATOR);
        var id = draft.id();
        return id == null || id.isBlank() ? look(DraftRule.check(NEW, draft.named(), null)) : test(viewer, id, draft);
    }

    /** The same for changes of a saved mailbox. */
    public Looked test(Viewer viewer, String id, MailboxDraft draft) {
        viewer.mustBe(Role.ADMINISTRATOR);
        return look(checked(id, draft.named()));
    }

    /** Has it read as soon as possible. */
    public void readNow(Viewer viewer, String id) {
        viewer.mustBe(Role.ADMINISTRATOR);
        if (!store.mailbox(id).enabled()) {
            throw new Conflict("This mailbox is switched off: switch it on first.");
        }
        store.readNow(id);
    }

    private Mailbox checked(String id, MailboxDraft draft) {
        mustBeStored(id);
        return DraftRule.check(id, draft, store.mailbox(id));
    }

    private static boolean anyMail(MailboxDraft draft) {
        return !Boolean.FALSE.equals(draft.anyMail());
    }

    private static void mustBeStored(String id) {
        if (id.equals(Mailbox.ENVIRONMENT)) {
            throw new Conflict(
                    "This one is named by the server's setting TINYPIXEL_IMAP_URL: change it there and start again.");
        }
    }

    private void mustWork(Mailbox mailbox) {
        if (mailbox.enabled()) {
            look(mailbox).mustBeOk();
        }
    }

    private Looked look(Mailbox mailbox) {
        return Looked.of(tester.look(mailbox));
    }
}
