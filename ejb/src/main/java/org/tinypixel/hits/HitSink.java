package org.tinypixel.hits;

import java.util.List;

/** Where batches of accepted hits go; one bean implements it. */
public interface HitSink {
    /**
     * Stores and folds a batch in one transaction. Called again with the same hits after a crash, so what is known already is left alone. Throws where the batch
     * could not be stored; it is then offered again.
     */
    void store(List<Hit> batch);
}
