package org.tinypixel.report;

import org.jspecify.annotations.Nullable;

/**
 * Counts of copies and the rates out of them; every number is defined once, here (the reference page "Report figures" says the same in words).
 *
 * @param sent copies that a mail server took
 * @param tracked sent copies with a pixel
 * @param bounced copies that came back
 * @param uniqueOpens copies seen by a person: opened or stronger, inferred ones too
 * @param machineOnly copies that only machines loaded
 * @param openable tracked copies that did not bounce: the denominator of the open rate
 * @param seenOpenable unique opens among the openable
 * @param possibleOpenable those and the machine-only ones among the openable
 * @param clickable copies with a tracked link that did not bounce
 * @param clicked copies with a click among the clickable
 * @param answerable copies that did not bounce
 * @param replied copies with a reply among the answerable
 */
public record Tally(
        long sent,
        long tracked,
        long bounced,
        long uniqueOpens,
        long machineOnly,
        long openable,
        long seenOpenable,
        long possibleOpenable,
        long clickable,
        long clicked,
        long answerable,
        long replied) {
    static final Tally ZERO = new Tally(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    Tally plus(ReportRow row) {
        return new Tally(
                sent + one(row.sent()),
                tracked + one(row.sent() && row.tracked()),
                bounced + one(row.bounced()),
                uniqueOpens + one(row.seen()),
                machineOnly + one(row.machineOnly()),
                openable + one(row.openable()),
                seenOpenable + one(row.openable() && row.seen()),
                possibleOpenable + one(row.openable() && (row.seen() || row.machineOnly())),
                clickable + one(row.clickable()),
                clicked + one(row.clickable() && row.clicked()),
                answerable + one(row.answerable()),
                replied + one(row.answerable() && row.replied()));
    }

    private static long one(boolean counts) {
        return counts ? 1 : 0;
    }

    /** From sure (a person) to possible (a person, or a machine only); null where nothing could be opened. */
    @Nullable
    Rate openRate() {
        return Rate.of(seenOpenable, openable);
    }

    @Nullable
    Rate possibleOpenRate() {
        return Rate.of(possibleOpenable, openable);
    }

    @Nullable
    Rate clickRate() {
        return Rate.of(clicked, clickable);
    }

    @Nullable
    Rate replyRate() {
        return Rate.of(replied, answerable);
    }
}
