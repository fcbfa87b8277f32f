package org.tinypixel.followup;

import org.jspecify.annotations.Nullable;

/**
 * One line of a why-log: what was asked and what the answer was, in plain words.
 *
 * @param ok true where it lets the follow-up go, false where it holds it back, null where a person has to say or has said
 */
public record Check(String check, String answer, @Nullable Boolean ok) {}
