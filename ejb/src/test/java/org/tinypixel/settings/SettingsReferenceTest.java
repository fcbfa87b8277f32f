package org.tinypixel.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Keeps docs/reference/settings.md as the code has it; {@code -Dtinypixel.docs=write} writes the page anew. */
final class SettingsReferenceTest {
    private static final Path PAGE = Path.of("..", "docs", "reference", "settings.md");

    private static final String HEAD = """
            # Settings

            Each setting is an environment variable. The same name with `_FILE` behind it names a file that holds the value, which keeps secrets out of the environment. The
            same name in lower case with dots (`tinypixel.http.port`) works as a Java system property. Nothing has to be set.

            At the start all values are checked. Mistakes and names that begin with `TINYPIXEL_` but are none of these are reported together, and the server does not start.

            """;

    private static String page() {
        var page = new StringBuilder(HEAD);
        for (var setting : Setting.values()) {
            page.append("## `").append(setting.name()).append("`\n\n");
            page.append(setting.meaning).append("\n\n");
            page.append("- Value: ").append(setting.unit).append('\n');
            page.append("- Default: ").append(setting.usual).append('\n');
            page.append("- Example: `").append(setting.example).append("`\n\n");
        }
        return page.toString().stripTrailing() + "\n";
    }

    @Test
    void the_reference_page_says_what_the_code_reads() throws IOException {
        if ("write".equals(System.getProperty("tinypixel.docs"))) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, page());
        }
        assertThat(Files.readString(PAGE))
                .as("the page is made by: mvn -pl ejb test -Dtest=SettingsReferenceTest -Dtinypixel.docs=write")
                .isEqualTo(page());
    }
}
