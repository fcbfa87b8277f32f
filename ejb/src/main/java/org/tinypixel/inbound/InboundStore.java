package org.tinypixel.inbound;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The transactions behind {@link Inbound}, which reads messages from the network between them; not for other features. */
@Stateless
public class InboundStore {
    @Inject
    MailboxRows rows;

    @Inject
    Taking taking;

    @Inject
    Node node;

    @Inject
    InstantSource clock;

    public List<Mailbox> claim() {
        return rows.all().stream()
                .map(MailboxRows.Known::mailbox)
                .filter(Mailbox::enabled)
                .filter(mailbox -> rows.hold(mailbox.id(), node.name()))
                .toList();
    }

    public FolderMark mark(String mailbox, String folder) {
        return rows.findFolder(mailbox, folder).map(FolderRow::mark).orElseGet(() -> new FolderMark(0, 0));
    }

    /** See {@link Taking#take}. */
    public void take(Inbound.Message message, @Nullable Incoming incoming) {
        taking.take(message, incoming);
    }

    public void skip(Inbound.Message message) {
        taking.skip(message);
    }

    public void finished(String mailbox, Instant begun) {
        change(mailbox, row -> row.finished(begun));
    }

    public Instant failed(String mailbox, String why) {
        var now = clock.instant();
        return rows.lock(mailbox).map(row -> row.failed(why, now)).orElse(Instant.MAX);
    }

    public void connected(String mailbox, boolean idle) {
        change(mailbox, row -> row.idle = idle);
    }

    private void change(String mailbox, Consumer<MailboxRow> change) {
        Optional<MailboxRow> row = rows.lock(mailbox);
        row.ifPresent(change);
    }
}
