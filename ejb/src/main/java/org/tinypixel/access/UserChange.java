package org.tinypixel.access;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What shall change of a user; null leaves a part as it is. */
public record UserChange(
        @Nullable String name,
        @Nullable List<Role> roles,
        @Nullable List<String> teams,
        @Nullable Boolean active) {}
