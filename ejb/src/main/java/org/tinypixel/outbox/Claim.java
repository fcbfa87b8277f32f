package org.tinypixel.outbox;

/**
 * A row that this worker holds until its lease ends.
 *
 * @param version the row's version when it was claimed; a newer version put meanwhile keeps the row waiting after {@code done}
 * @param lease grows with each claim of the row; whoever has an older one can settle nothing (fencing)
 * @param attempts failed ones before this
 */
public record Claim(String id, Topic topic, String key, long version, long lease, int attempts) {}
