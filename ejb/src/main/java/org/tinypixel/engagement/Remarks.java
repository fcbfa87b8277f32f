package org.tinypixel.engagement;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.HitId;
import org.tinypixel.base.Times;
import org.tinypixel.classify.Correction;

/**
 * All remarks of a copy, as the rules want them.
 *
 * @param told when the recipient told of the mail, null where not
 * @param otherReply when somebody who was no recipient first replied, null where nobody did
 */
record Remarks(
        Map<HitId, Correction> corrections,
        @Nullable Instant told,
        @Nullable Instant otherReply) {
    static Remarks of(List<Remark> all) {
        var corrections = new HashMap<HitId, Correction>();
        Instant told = null;
        Instant other = null;
        for (var remark : all) {
            var said = remark.what().correction();
            if (said != null && remark.hit() != null) {
                corrections.put(remark.hit(), said);
            } else if (remark.what() == Remark.What.TOLD) {
                told = Times.earliest(told, remark.at());
            } else if (remark.what() == Remark.What.OTHER_REPLY) {
                other = Times.earliest(other, remark.at());
            }
        }
        return new Remarks(corrections, told, other);
    }

    /** Whether a person said so by hand. */
    boolean byHand() {
        return !corrections.isEmpty() || told != null;
    }
}
