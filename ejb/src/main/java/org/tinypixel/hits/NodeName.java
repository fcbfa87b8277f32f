package org.tinypixel.hits;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tinypixel.base.Ids;

/** The name of this node, which stays the same over restarts: an id in the file {@code node} of the home. */
final class NodeName {
    private NodeName() {}

    static String readOrMake(Path home) {
        var file = home.resolve("node");
        try {
            if (Files.exists(file)) {
                var name = Files.readString(file).strip();
                if (Ids.isId(name)) {
                    return name;
                }
            }
            Files.createDirectories(home);
            var name = Ids.next();
            Files.writeString(file, name);
            return name;
        } catch (IOException unwritable) {
            throw new UncheckedIOException("the home " + home + " cannot be written", unwritable);
        }
    }
}
