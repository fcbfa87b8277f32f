package org.tinypixel.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tinypixel.settings.Settings;
import org.tinypixel.settings.TestSettings;

@Tag("Z1")
final class SecretBoxTest {
    private static final Settings.Secret OLD = new Settings.Secret(3, "the old secret of 32 characters or more");
    private static final Settings.Secret NEW = new Settings.Secret(9, "the new secret of 32 characters or more");

    private static SecretBox box(Settings.Secret... secrets) {
        return new SecretBox(new TestSettings().secrets(List.of(secrets)).get());
    }

    @Test
    void a_sealed_secret_opens_again_and_differs_each_time() {
        var one = box(NEW).seal("c", "password", "pä55");
        var two = box(NEW).seal("c", "password", "pä55");
        assertThat(one).isNotEqualTo(two).doesNotContain("pä55");
        assertThat(box(NEW).open("c", "password", one)).contains("pä55");
    }

    @Test
    void it_opens_only_in_its_own_connection_and_field() {
        var sealed = box(NEW).seal("c", "password", "secret");
        assertThat(box(NEW).open("d", "password", sealed)).isEmpty();
        assertThat(box(NEW).open("c", "secret", sealed)).isEmpty();
    }

    @Test
    void after_a_change_of_keys_the_old_one_still_opens_and_the_new_one_seals() {
        var sealed = box(OLD).seal("c", "password", "secret");
        assertThat(box(NEW, OLD).open("c", "password", sealed)).contains("secret");
        assertThat(box(NEW, OLD).seal("c", "password", "secret")).startsWith("1.9.");
        assertThat(box(NEW).open("c", "password", sealed)).isEmpty();
    }

    @Test
    void every_changed_character_is_noticed() {
        var sealed = box(NEW).seal("c", "password", "secret");
        for (var i = 0; i < sealed.length(); i++) {
            var changed = sealed.substring(0, i) + (sealed.charAt(i) == 'A' ? 'B' : 'A') + sealed.substring(i + 1);
            // The last character of base64 holds bits that mean nothing.
            if (i < sealed.length() - 1) {
                assertThat(box(NEW).open("c", "password", changed))
                        .as("position %d", i)
                        .isEmpty();
            }
        }
        assertThat(box(NEW).open("c", "password", "nonsense")).isEmpty();
        assertThat(box(NEW).open("c", "password", "1.9.AA")).isEmpty();
    }
}
