package org.tinypixel.routes.gateway;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Holds a message while it comes in: a small one in memory, a large one in a file of Tinypixel's home. Removed when closed. */
final class Spool extends OutputStream {
    /** Two hundred connections at once need this much heap each at most. */
    static final int IN_MEMORY = 64 * 1024;

    private static final String START = "incoming-";

    private final Path folder;
    private byte[] memory = new byte[4 * 1024];
    private int size;
    private @Nullable Path file;
    private @Nullable OutputStream disk;
    private long total;

    Spool(Path folder) {
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

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    /** The disk does not take more; other failures of a connection are its own. */
    static final class NoSpace extends IOException {
        private static final long serialVersionUID = 1L;

        NoSpace(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }

    @Override
    public void write(byte[] from, int at, int length) throws IOException {
        total += length;
        try {
            keep(from, at, length);
        } catch (IOException full) {
            throw new NoSpace(full);
        }
    }

    private void keep(byte[] from, int at, int length) throws IOException {
        if (disk == null && size + length > IN_MEMORY) {
            Files.createDirectories(folder);
            file = Files.createTempFile(folder, START, ".eml");
            disk = new BufferedOutputStream(Files.newOutputStream(file), 32 * 1024);
            disk.write(memory, 0, size);
            memory = new byte[0];
            size = 0;
        }
        if (disk != null) {
            disk.write(from, at, length);
            return;
        }
        if (size + length > memory.length) {
            memory = Arrays.copyOf(memory, Math.min(IN_MEMORY, Math.max(size + length, memory.length * 2)));
        }
        System.arraycopy(from, at, memory, size, length);
        size += length;
    }

    /** In octets. */
    long total() {
        return total;
    }

    /** The whole message. */
    byte[] content() throws IOException {
        if (disk == null || file == null) {
            return Arrays.copyOf(memory, size);
        }
        disk.flush();
        return Files.readAllBytes(file);
    }

    /** How many {@code Received} fields the header has: each server on the way adds one, so that mails that go around in circles are seen (RFC 5321, section 6.3). */
    static int hops(byte[] message) {
        var hops = 0;
        var line = new ByteArrayOutputStream(16);
        var length = 0;
        for (var octet : message) {
            if (octet == '\n') {
                if (length <= 1) {
                    return hops;
                }
                hops += isReceived(line.toByteArray()) ? 1 : 0;
                line.reset();
                length = 0;
            } else {
                length++;
                if (line.size() < 16) {
                    line.write(octet);
                }
            }
        }
        return hops;
    }

    private static boolean isReceived(byte[] start) {
        return new String(start, StandardCharsets.ISO_8859_1)
                .toLowerCase(Locale.ROOT)
                .startsWith("received:");
    }

    @Override
    public void close() throws IOException {
        memory = new byte[0];
        size = 0;
        if (disk != null) {
            try {
                disk.close();
            } catch (IOException full) {
                // A last piece that does not fit into a full disk belongs to a mail that was refused already.
            }
        }
        if (file != null) {
            Files.deleteIfExists(file);
        }
    }
}
