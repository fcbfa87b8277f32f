package org.tinypixel.report;

import org.apache.commons.statistics.interval.BinomialConfidenceInterval;
import org.jspecify.annotations.Nullable;

/**
 * A share with the number of mails behind it.
 *
 * @param value 0 to 1
 * @param of the denominator, 1 or more
 * @param low lower end of the 95 % interval (E. B. Wilson, 1927)
 * @param high its upper end
 * @param enough whether there are {@value #ENOUGH} mails or more; below, nothing is ranked
 */
public record Rate(double value, long of, double low, double high, boolean enough) {
    static final int ENOUGH = 30;
    private static final double ERROR = 0.05;

    /** The rate, or null for a denominator of 0, which is shown as a dash and never as 0 %. */
    static @Nullable Rate of(long part, long whole) {
        if (whole == 0) {
            return null;
        }
        var interval = BinomialConfidenceInterval.WILSON_SCORE.fromErrorRate(
                Math.toIntExact(whole), Math.toIntExact(part), ERROR);
        return new Rate(
                (double) part / whole, whole, interval.getLowerBound(), interval.getUpperBound(), whole >= ENOUGH);
    }
}
