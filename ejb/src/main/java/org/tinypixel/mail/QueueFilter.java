package org.tinypixel.mail;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which outgoing mails; null means any.
 *
 * @param relay the id of a relay
 * @param q part of an address or of the subject
 */
public record QueueFilter(
        QueueView.@Nullable State state,
        @Nullable String relay,
        @Nullable String q) {
    List<OutgoingState> states() {
        return state == null ? List.of() : List.of(OutgoingState.valueOf(state.row()));
    }

    /** For "like", with its signs escaped by an exclamation mark. */
    String pattern() {
        var text = q == null ? "" : q.strip().toLowerCase(Locale.ROOT);
        return "%" + text.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
    }
}
