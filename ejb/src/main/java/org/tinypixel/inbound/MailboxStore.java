package org.tinypixel.inbound;

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

/** The transactions behind {@link Mailboxes}, which asks the mail server between them; not for other features. */
@Stateless
public class MailboxStore {
    private static final int MOST = 200;

    @Inject
    MailboxRows rows;

    @Inject
    Administration administration;

    @Inject
    Event<MailboxesChanged> changed;

    @Inject
    InstantSource clock;

    public Mailbox mailbox(String id) {
        return rows.find(id).map(MailboxRows.Known::mailbox).orElseThrow(MailboxStore::none);
    }

    public List<MailboxView> views() {
        var now = clock.instant();
        return rows.all().stream()
                .map(known -> MailboxView.of(known, rows.anyMail(known), now))
                .toList();
    }

    public MailboxView view(String id) {
        return views().stream().filter(view -> view.id().equals(id)).findFirst().orElseThrow(MailboxStore::none);
    }

    public String create(Viewer viewer, Mailbox mailbox, boolean anyMail) {
        if (rows.all().size() >= MOST) {
            throw new Conflict("There are " + MOST + " mailboxes already; delete one that is no longer used.");
        }
        var row = rows.fresh(Ids.next(), mailbox, anyMail, clock.instant());
        rows.add(row);
        administration.note(viewer, "mailbox added", mailbox.name() + " (" + mailbox.server() + ")");
        changed.fire(new MailboxesChanged());
        return row.id;
    }

    public void update(Viewer viewer, Mailbox mailbox, boolean anyMail) {
        rows.fill(row(rows.lock(mailbox.id())), mailbox, anyMail);
        administration.note(viewer, "mailbox changed", mailbox.name() + " (" + mailbox.server() + ")");
        changed.fire(new MailboxesChanged());
    }

    public void delete(Viewer viewer, String id) {
        var row = row(rows.lock(id));
        rows.remove(row);
        administration.note(viewer, "mailbox removed", row.name);
        changed.fire(new MailboxesChanged());
    }

    /** Somebody wants it read now, or saw it work: whatever failed before is tried again at once. */
    public void readNow(String id) {
        row(rows.lock(id)).nextTryAt = null;
        changed.fire(new MailboxesChanged());
    }

    private static MailboxRow row(Optional<MailboxRow> found) {
        return found.orElseThrow(MailboxStore::none);
    }

    static NotFound none() {
        return new NotFound("There is no such mailbox.");
    }
}
