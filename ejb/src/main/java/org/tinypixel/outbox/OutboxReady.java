package org.tinypixel.outbox;

/**
 * Rows of a topic were put and may be due. Observed after the commit ({@code during = AFTER_SUCCESS}) by code that only wakes another thread.
 */
public record OutboxReady(Topic topic) {}
