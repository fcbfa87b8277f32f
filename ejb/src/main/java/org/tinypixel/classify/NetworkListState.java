package org.tinypixel.classify;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One list of networks behind the rules.
 *
 * @param name of its file
 * @param asOf the day that it says it is of; null where it says none
 * @param networks how many ranges it holds
 * @param installed put there by an administrator, instead of or beside those that come with the program
 */
public record NetworkListState(String name, @Nullable LocalDate asOf, int networks, boolean installed) {}
