package org.tinypixel.followup;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * All that is known when a step is decided.
 *
 * @param ended why the person is no longer enrolled; null while enrolled
 * @param active whether the sequence is switched on
 * @param refusal why this address gets no mail; null where it may
 * @param undeliverable why a mail of the thread did not arrive; null where none is known to have failed
 * @param repliedAt the first human reply to a mail of the thread; null where none was seen
 * @param stopOnReply whether a reply ends the sequence
 * @param replies how far replies are known
 * @param completeUntil opens and clicks until then are counted; later ones may be on their way
 * @param pause until when the sequence rests for this person; null where it does not
 * @param approval who looked at it and let it go; null where nobody did
 * @param asks whether each follow-up needs that
 * @param limits what the sender's mails count so far
 * @param incomplete what the content lacks, as a sentence; null where it is complete
 */
record Knowledge(
        @Nullable String ended,
        boolean active,
        @Nullable String refusal,
        @Nullable String undeliverable,
        @Nullable Instant repliedAt,
        boolean stopOnReply,
        Replies replies,
        Instant completeUntil,
        Opened opened,
        Calendar calendar,
        @Nullable Pause pause,
        Limits limits,
        boolean asks,
        @Nullable Approval approval,
        @Nullable String incomplete) {

    /** Whether a person was seen at a mail of the thread. */
    enum Opened {
        /** A person opened, clicked or replied. */
        YES("yes: a person was seen at the mail"),
        /** No evidence. */
        NO("no open was seen; with images blocked, none can be"),
        /** Only a machine loaded it. */
        MACHINE("unknown: only a machine loaded it"),
        /** There is no open tracking on it. */
        NOT_TRACKED("unknown: the mail is not tracked");

        private final String words;

        Opened(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /**
     * How far replies are known.
     *
     * @param until the last complete look at a mailbox of the sender; null where none is read
     * @param outside whether mail of the sender leaves this server, so that replies can come at all
     */
    record Replies(@Nullable Instant until, boolean outside) {
        /** Replies come, and nobody sees them. */
        boolean unseen() {
            return outside && until == null;
        }
    }

    /** The recipient is away, with the sentence that says so. */
    record Pause(Instant until, String because) {}

    /** By whom, when. */
    record Approval(String by, Instant at) {}

    /**
     * Follow-ups of one sender.
     *
     * @param today since the sender's day began
     * @param lastMinute within the minute before now
     */
    record Limits(int today, int lastMinute) {
        static final int PER_DAY = 100;
        /** Spreads what piled up while nothing ran. */
        static final int PER_MINUTE = 10;
    }
}
