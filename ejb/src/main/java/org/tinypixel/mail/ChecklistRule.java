package org.tinypixel.mail;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tinypixel.mail.TestMail.Check;

/** Says line by line how far a test mail came, with the probable cause where it did not. Pure. */
final class ChecklistRule {
    /** What should have happened by then did not. */
    static final Duration PATIENCE = Duration.ofMinutes(5);

    private ChecklistRule() {}

    /**
     * What is known of a test mail.
     *
     * @param reason the queue's words, perhaps null
     * @param inboxRead whether a mailbox of the recipient is read
     * @param captured the built-in inbox took it
     * @param opened how the first load of the pixel was judged, as a sentence
     */
    record Known(
            QueueView.State state,
            @Nullable String reason,
            @Nullable Instant settledAt,
            boolean captured,
            boolean inboxRead,
            @Nullable Instant arrivedAt,
            @Nullable Instant openedAt,
            @Nullable String opened,
            @Nullable Instant clickedAt,
            @Nullable Instant repliedAt,
            URI publicUrl) {}

    static List<Check> checks(Known known, Instant now) {
        var checks = new ArrayList<Check>();
        checks.add(accepted(known));
        var left = known.state() == QueueView.State.SENT || known.state() == QueueView.State.NOT_CONFIRMED;
        if (!left) {
            for (var key : List.of(TestMail.Key.ARRIVED, TestMail.Key.PIXEL, TestMail.Key.LINK, TestMail.Key.REPLY)) {
                checks.add(new Check(key, TestMail.State.WAITING, "Comes after the mail left.", null, null));
            }
            return checks;
        }
        var late = known.settledAt() != null && now.isAfter(known.settledAt().plus(PATIENCE));
        checks.add(arrived(known, late));
        checks.add(pixel(known, late));
        checks.add(link(known));
        checks.add(reply(known));
        return checks;
    }

    private static Check accepted(Known known) {
        var said = known.reason() == null ? "" : known.reason();
        return switch (known.state()) {
            case SENT -> new Check(TestMail.Key.ACCEPTED, TestMail.State.DONE, said, null, known.settledAt());
            case WAITING, HANDING_OVER ->
                new Check(
                        TestMail.Key.ACCEPTED,
                        said.isEmpty() ? TestMail.State.WAITING : TestMail.State.FAILED,
                        said.isEmpty() ? "On its way to the mail server." : said,
                        said.isEmpty()
                                ? null
                                : "It is tried again by itself. Look at the mail server's set-up and test it there.",
                        null);
            case BOUNCED, FAILED ->
                new Check(
                        TestMail.Key.ACCEPTED,
                        TestMail.State.FAILED,
                        said,
                        "The mail server does not take this mail. Often it wants a sign-in, or allows this sender to nobody but the owner of the domain.",
                        null);
            case NOT_CONFIRMED ->
                new Check(
                        TestMail.Key.ACCEPTED,
                        TestMail.State.FAILED,
                        said,
                        "The connection broke at the last moment. Look whether the mail arrived, and send another test.",
                        null);
            case CANCELLED -> new Check(TestMail.Key.ACCEPTED, TestMail.State.FAILED, said, "Send another test.", null);
        };
    }

    private static Check arrived(Known known, boolean late) {
        if (known.captured()) {
            return new Check(
                    TestMail.Key.ARRIVED,
                    TestMail.State.DONE,
                    "It is in the built-in inbox; nothing left this server.",
                    "Open it there, with pictures shown.",
                    known.settledAt());
        }
        if (known.arrivedAt() != null) {
            return new Check(
                    TestMail.Key.ARRIVED, TestMail.State.DONE, "It was found in the mailbox.", null, known.arrivedAt());
        }
        var proof = earliest(known.repliedAt(), earliest(known.clickedAt(), known.openedAt()));
        if (proof != null) {
            return new Check(
                    TestMail.Key.ARRIVED, TestMail.State.DONE, "It arrived, since somebody opened it.", null, proof);
        }
        if (!known.inboxRead()) {
            return new Check(
                    TestMail.Key.ARRIVED,
                    TestMail.State.UNKNOWN,
                    "No mailbox of this address is read, so look into it yourself.",
                    late
                            ? "If it is not there, look into the spam folder, and check SPF and DKIM of your domain."
                            : null,
                    null);
        }
        return new Check(
                TestMail.Key.ARRIVED,
                late ? TestMail.State.FAILED : TestMail.State.WAITING,
                late ? "It was not found in the mailbox yet." : "The mailbox is being looked at.",
                late ? "Look into the spam folder, and check SPF and DKIM of your domain." : null,
                null);
    }

    private static Check pixel(Known known, boolean late) {
        if (known.openedAt() != null) {
            return new Check(
                    TestMail.Key.PIXEL, TestMail.State.DONE, "Loaded. " + known.opened(), null, known.openedAt());
        }
        if (!isReachable(known.publicUrl()) && !known.captured()) {
            return new Check(
                    TestMail.Key.PIXEL,
                    TestMail.State.FAILED,
                    "Not loaded. The public address is " + known.publicUrl()
                            + ", which nobody but this machine reaches.",
                    "Set TINYPIXEL_PUBLIC_URL to an address that mail programs reach, and send another test.",
                    null);
        }
        return new Check(
                TestMail.Key.PIXEL,
                late ? TestMail.State.FAILED : TestMail.State.WAITING,
                late ? "Not loaded yet." : "Open the mail and show its pictures.",
                late
                        ? "Open the mail and show its pictures. If they are shown, open " + known.publicUrl()
                                + " from the same network: it must be reachable."
                        : null,
                null);
    }

    private static Check link(Known known) {
        return known.clickedAt() != null
                ? new Check(TestMail.Key.LINK, TestMail.State.DONE, "Clicked.", null, known.clickedAt())
                : new Check(TestMail.Key.LINK, TestMail.State.WAITING, "Follow the link in the mail.", null, null);
    }

    private static Check reply(Known known) {
        if (known.repliedAt() != null) {
            return new Check(TestMail.Key.REPLY, TestMail.State.DONE, "Your reply was seen.", null, known.repliedAt());
        }
        return known.inboxRead()
                ? new Check(TestMail.Key.REPLY, TestMail.State.WAITING, "Reply to the mail.", null, null)
                : new Check(
                        TestMail.Key.REPLY,
                        TestMail.State.UNKNOWN,
                        "No mailbox of this address is read, so replies are not seen.",
                        known.captured() ? null : "Set up an inbox for replies and bounces.",
                        null);
    }

    private static boolean isReachable(URI publicUrl) {
        var host = publicUrl.getHost() == null ? "" : publicUrl.getHost();
        return !Set.of("localhost", "127.0.0.1", "[::1]").contains(host);
    }

    private static @Nullable Instant earliest(@Nullable Instant one, @Nullable Instant other) {
        return one == null || (other != null && other.isBefore(one)) ? other : one;
    }
}
