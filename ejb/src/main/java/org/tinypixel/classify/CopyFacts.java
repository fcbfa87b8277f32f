package org.tinypixel.classify;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.HitId;

/**
 * What the rules must know of a copy beside its hits.
 *
 * @param tracksOpens whether a pixel is in it
 * @param notTracked the reason why not, or null
 * @param links number of tracked links
 * @param acceptedAt when the next mail server took it; null while unknown (then {@code createdAt} counts)
 * @param captured delivered into the built-in inbox on this very machine, where a user plays the recipient: views there are the recipient's, not own ones
 * @param test in no number
 * @param ownSessions hashes of sessions (see {@link org.tinypixel.hits.Hit#session}) of people of the organisation
 * @param ownDevices {@code address + "\n" + user-agent} of people who signed in recently
 * @param bouncedAt when it bounced, or null
 * @param repliedAt first human reply, or null
 * @param corrections what people said of single hits by hand
 * @param told when the recipient told of reading it by another way (by phone), noted by hand, or null
 * @param otherReply when somebody who was no recipient replied to it, which only a forwarded mail makes possible, or null
 * @param group the recipient is an address behind which many people read (a list, a shared mailbox)
 */
public record CopyFacts(
        boolean tracksOpens,
        @Nullable String notTracked,
        int links,
        Instant createdAt,
        @Nullable Instant acceptedAt,
        boolean captured,
        boolean test,
        Set<String> ownSessions,
        Set<String> ownDevices,
        @Nullable Instant bouncedAt,
        @Nullable Instant repliedAt,
        Map<HitId, Correction> corrections,
        @Nullable Instant told,
        @Nullable Instant otherReply,
        boolean group) {
    public CopyFacts {
        ownSessions = Set.copyOf(ownSessions);
        ownDevices = Set.copyOf(ownDevices);
        corrections = Map.copyOf(corrections);
    }

    /** Of a copy to one person, about whom nobody said anything by hand. */
    public CopyFacts(
            boolean tracksOpens,
            @Nullable String notTracked,
            int links,
            Instant createdAt,
            @Nullable Instant acceptedAt,
            boolean captured,
            boolean test,
            Set<String> ownSessions,
            Set<String> ownDevices,
            @Nullable Instant bouncedAt,
            @Nullable Instant repliedAt) {
        this(
                tracksOpens,
                notTracked,
                links,
                createdAt,
                acceptedAt,
                captured,
                test,
                ownSessions,
                ownDevices,
                bouncedAt,
                repliedAt,
                Map.of(),
                null,
                null,
                false);
    }

    public Instant sentAt() {
        return acceptedAt == null ? createdAt : acceptedAt;
    }
}
