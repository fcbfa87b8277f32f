package org.tinypixel.engagement;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.hits.HitConsent;
import org.tinypixel.privacy.Privacy;

/** Tells for journals that are taken over whose hits may still come in: erased copies are not known, and an opt-out counts for what was recorded before it. */
@Stateless
public class WantedCopies implements HitConsent {
    @Inject
    CopyRows rows;

    @Inject
    Privacy privacy;

    @Override
    public Set<CopyId> wanted(Collection<CopyId> copies) {
        var wanted = new HashSet<CopyId>();
        for (var copy : copies) {
            rows.read(copy)
                    .filter(row -> privacy.refusesTracking(new EmailAddress(row.recipient))
                            .isEmpty())
                    .ifPresent(row -> wanted.add(copy));
        }
        return wanted;
    }
}
