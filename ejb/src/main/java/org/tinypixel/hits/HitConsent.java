package org.tinypixel.hits;

import java.util.Collection;
import java.util.Set;
import org.tinypixel.base.CopyId;

/** Whose hits may be stored that come late, with a journal of another node; one bean implements it. */
public interface HitConsent {
    /** Those of the copies that are known and whose recipients may be tracked; an erased person's are not known any more. */
    Set<CopyId> wanted(Collection<CopyId> copies);
}
