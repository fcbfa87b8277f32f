package org.tinypixel.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/** The secret that a server makes for itself at its first start and keeps in its home, readable by its own user only. */
final class SecretFile {
    private SecretFile() {}

    private static Path in(Path home) {
        return home.resolve("keys").resolve("secret");
    }

    static Optional<Settings.Secret> readIfThere(Path home) {
        var file = in(home);
        try {
            return Files.exists(file)
                    ? Optional.of(SettingsReader.secret(Files.readString(file).strip()))
                    : Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the secret in " + file + " cannot be read", unreadable);
        }
    }

    /** Reads it, or makes it first. On disk before the first token is signed with it, since links live for years. */
    static Settings.Secret readOrMake(Path home) {
        return readIfThere(home).orElseGet(() -> make(home));
    }

    private static Settings.Secret make(Path home) {
        var random = new byte[48];
        new SecureRandom().nextBytes(random);
        var text = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        var file = in(home);
        try {
            Files.createDirectories(file.getParent());
            var draft = Files.createTempFile(file.getParent(), "secret", ".new");
            Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-------"));
            Files.write(draft, text.getBytes(StandardCharsets.UTF_8));
            try (var channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            return SettingsReader.secret(text);
        } catch (FileAlreadyExistsException other) {
            return readIfThere(home).orElseThrow();
        } catch (IOException full) {
            throw new UncheckedIOException("the secret cannot be written to " + file, full);
        }
    }
}
