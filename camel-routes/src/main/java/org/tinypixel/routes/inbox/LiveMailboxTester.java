package org.tinypixel.routes.inbox;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tinypixel.connect.Finding;
import org.tinypixel.connect.Finding.Step;
import org.tinypixel.inbound.Mailbox;
import org.tinypixel.inbound.MailboxTester;
import org.tinypixel.routes.peer.Certificates;
import org.tinypixel.routes.peer.Down;
import org.tinypixel.settings.Settings;

/** Looks at a mailbox the way that it is read. */
@Dependent
final class LiveMailboxTester implements MailboxTester {
    private static final int MOST_NAMES = 30;

    private final List<String> internal;
    private final InstantSource clock;
    private final Patience patience;

    @Inject
    LiveMailboxTester(Settings settings, InstantSource clock) {
        this(settings.internalHosts(), clock, Patience.LOOK);
    }

    LiveMailboxTester(List<String> internal, InstantSource clock, Patience patience) {
        this.internal = internal;
        this.clock = clock;
        this.patience = patience;
    }

    @Override
    public List<Finding> look(Mailbox mailbox) {
        var findings = new ArrayList<Finding>();
        var connector = new ImapConnector(mailbox.server(), patience, internal, clock);
        try (var line = connector.connect(findings::add, socket -> {})) {
            findings.add(Finding.info(
                    Step.FEATURES,
                    line.tells()
                            ? "It tells of new mail at once (IDLE)."
                            : "It does not tell of new mail at once (no IDLE), so Tinypixel looks each minute."));
            folders(mailbox, line, findings);
        } catch (Down down) {
            findings.add(down.finding());
        } catch (IOException broken) {
            findings.add(Finding.block(
                    Step.FOLDERS,
                    null,
                    mailbox.server() + " does not answer as it should: " + Certificates.words(broken) + ".",
                    "Try again later, or ask its operator."));
        }
        return findings;
    }

    private static void folders(Mailbox mailbox, ImapLine line, List<Finding> findings) throws IOException {
        for (var folder : mailbox.allFolders()) {
            try {
                var opened = line.open(folder);
                findings.add(
                        opened.validity() > 0
                                ? Finding.info(Step.FOLDERS, folder + " can be read: " + count(opened.mails()) + ".")
                                : Finding.block(
                                        Step.FOLDERS,
                                        field(mailbox, folder),
                                        "The server gives the mails of " + folder + " no lasting ids (UIDVALIDITY).",
                                        "Choose another folder, or ask the server's operator."));
            } catch (Refused refused) {
                findings.add(Finding.block(
                        Step.FOLDERS,
                        field(mailbox, folder),
                        "The server does not open " + folder + ": " + refused.said() + ".",
                        suggestion(folder.equals(mailbox.sentFolder()), line)));
            }
        }
        if (mailbox.sentFolder() == null) {
            var sent = sent(names(line));
            if (sent != null) {
                findings.add(Finding.info(
                        Step.FOLDERS,
                        "The server keeps sent mails in " + sent
                                + "; name it to see mails that were written by hand."));
            }
        }
    }

    private static String field(Mailbox mailbox, String folder) {
        return folder.equals(mailbox.sentFolder()) ? "sentFolder" : "folders";
    }

    private static String count(int mails) {
        return mails == 1 ? "1 mail" : String.format(Locale.ENGLISH, "%,d mails", mails);
    }

    private static String suggestion(boolean forSent, ImapLine line) throws IOException {
        var names = names(line);
        var sent = sent(names);
        if (forSent && sent != null) {
            return "The folder for sent mails is named " + sent + " here.";
        }
        return names.isEmpty()
                ? "Check the folder's name, and whether the user may read it."
                : "Choose one of these: "
                        + String.join(
                                ", ",
                                names.stream()
                                        .map(ImapLine.Name::name)
                                        .limit(MOST_NAMES)
                                        .toList())
                        + ".";
    }

    private static List<ImapLine.Name> names(ImapLine line) throws IOException {
        try {
            return line.folders();
        } catch (Refused refused) {
            return List.of();
        }
    }

    /** By what the server says of it (RFC 6154). */
    private static @Nullable String sent(List<ImapLine.Name> names) {
        return names.stream()
                .filter(name -> name.uses().contains("\\sent"))
                .map(ImapLine.Name::name)
                .findFirst()
                .orElse(null);
    }
}
