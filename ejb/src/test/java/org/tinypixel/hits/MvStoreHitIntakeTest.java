package org.tinypixel.hits;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

@Tag("HIT1")
final class MvStoreHitIntakeTest implements HitIntakeContract {
    @TempDir
    Path folder;

    private MvStoreHitIntake store;

    @Override
    public MvStoreHitIntake intake() {
        if (store == null) {
            store = MvStoreHitIntake.open(folder.resolve("store"));
        }
        return store;
    }

    /** A copy of the file as it is, opened anew: what a kill leaves. */
    @Override
    public List<Hit> afterCrash() {
        intake();
        var copy = folder.resolve("copy");
        try {
            Files.copy(folder.resolve("store"), copy);
            try (var again = MvStoreHitIntake.open(copy)) {
                return again.hits();
            } finally {
                Files.delete(copy);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @AfterEach
    void close() {
        if (store != null) {
            store.close();
        }
    }
}
