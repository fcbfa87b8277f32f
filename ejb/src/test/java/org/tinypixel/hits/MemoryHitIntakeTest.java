package org.tinypixel.hits;

import java.util.List;

final class MemoryHitIntakeTest implements HitIntakeContract {
    private final MemoryHitIntake memory = new MemoryHitIntake();

    @Override
    public HitIntake intake() {
        return memory;
    }

    @Override
    public List<Hit> afterCrash() {
        return memory.hits();
    }
}
