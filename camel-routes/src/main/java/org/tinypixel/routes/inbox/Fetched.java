package org.tinypixel.routes.inbox;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A mail that was fetched and waits to be taken: a small one in memory, a large one in a file of Tinypixel's home. So no transaction waits for a mail server. */
final class Fetched implements Closeable {
    static final int IN_MEMORY = 256 * 1024;

    private static final String START = "fetched-";

    private final Path folder;
    private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private @Nullable Path file;
    private @Nullable OutputStream disk;
    private long size;

    Fetched(Path folder) {
        this.folder = folder;
    }

    /** Removes what a server that was killed left. */
    static void clean(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var files = Files.newDirectoryStream(folder, START + "*")) {
            for (var left : files) {
                Files.deleteIfExists(left);
            }
        }
    }

    /** In octets. */
    long size() {
        return size;
    }

    /** A disk that takes no more is our own trouble, not the mail server's. */
    void add(byte[] octets, int length) {
        size += length;
        try {
            if (disk == null && size > IN_MEMORY) {
                Files.createDirectories(folder);
                file = Files.createTempFile(folder, START, ".eml");
                disk = Files.newOutputStream(file);
                memory.writeTo(disk);
                memory.reset();
            }
            (disk == null ? memory : disk).write(octets, 0, length);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    InputStream open() {
        var stored = file;
        if (stored == null) {
            return new ByteArrayInputStream(memory.toByteArray());
        }
        try {
            return Files.newInputStream(stored);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    @Override
    public void close() {
        try {
            if (disk != null) {
                disk.close();
            }
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException stays) {
            // The next start removes it.
        }
    }
}
