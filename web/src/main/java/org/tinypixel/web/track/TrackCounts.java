package org.tinypixel.web.track;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;

/** What the tracking addresses could not do, counted since this node started. */
@ApplicationScoped
public class TrackCounts {
    private final LongAdder notStored = new LongAdder();
    private final LongAdder late = new LongAdder();
    private final LongAdder badPixels = new LongAdder();
    private final LongAdder badLinks = new LongAdder();
    private final LongAdder flooding = new LongAdder();
    private volatile IntSupplier held = () -> 0;

    /** Hits that were answered and could not be stored. */
    public long notStored() {
        return notStored.sum();
    }

    /** Hits that were answered before they were surely stored, because storing took too long; most are stored later. */
    public long late() {
        return late.sum();
    }

    /** Requests to a pixel address without a token of ours. */
    public long badPixels() {
        return badPixels.sum();
    }

    /** Requests to a link address without a token of ours, or with another destination than the signed one. */
    public long badLinks() {
        return badLinks.sum();
    }

    /** Requests that were answered and not stored one by one, because their address had been asked for more often in that minute than any person does. */
    public long flooding() {
        return flooding.sum();
    }

    /** Pictures held open at this moment. */
    public int held() {
        return held.getAsInt();
    }

    void heldNow(IntSupplier source) {
        held = source;
    }

    void countFlooding() {
        flooding.increment();
    }

    void countNotStored() {
        notStored.increment();
    }

    void countLate() {
        late.increment();
    }

    void countBadPixel() {
        badPixels.increment();
    }

    void countBadLink() {
        badLinks.increment();
    }
}
