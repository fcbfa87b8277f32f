package org.tinypixel.access;

import java.time.Instant;

/** Who did what. */
public record AuditEntry(Instant at, String who, String what, String detail) {}
