package org.tinypixel.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tinypixel.tracking.Samples.COPY;
import static org.tinypixel.tracking.Samples.NEW;
import static org.tinypixel.tracking.Samples.OLD;
import static org.tinypixel.tracking.Samples.TOKENS;
import static org.tinypixel.tracking.Samples.clickToken;
import static org.tinypixel.tracking.Samples.openToken;
import static org.tinypixel.tracking.Samples.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tinypixel.base.CopyId;

final class TokensTest {
    private static final String SHOP = "https://shop.example/a?b=c&d=\u00e9";

    @Test
    void a_minted_token_verifies_and_names_its_copy_and_link() {
        assertThat(TOKENS.verify(openToken(TOKENS), Purpose.OPEN, null)).contains(new Tokens.Verified(COPY, -1));
        assertThat(TOKENS.verify(clickToken(TOKENS, 65_534, SHOP), Purpose.CLICK, SHOP))
                .contains(new Tokens.Verified(COPY, 65_534));
    }

    @Property(tries = 200)
    void every_copy_link_and_destination_comes_back(
            @ForAll("copies") CopyId copy, @ForAll @IntRange(max = 65_534) int link, @ForAll("paths") String path) {
        var destination = "https://shop.example/" + path;
        assertThat(TOKENS.verify(TOKENS.mint(copy, Purpose.CLICK, link, destination), Purpose.CLICK, destination))
                .contains(new Tokens.Verified(copy, link));
    }

    @Provide
    Arbitrary<CopyId> copies() {
        return Arbitraries.bytes()
                .array(byte[].class)
                .ofSize(16)
                .map(org.tinypixel.base.Ids::of)
                .map(CopyId::new);
    }

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.strings()
                .ofMaxLength(40)
                .filter(text -> new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).equals(text));
    }

    @Test
    @Tag("K1")
    void no_token_with_one_bit_flipped_verifies() {
        var good = Base64.getUrlDecoder().decode(clickToken(TOKENS, 3, SHOP));
        for (var bit = 0; bit < good.length * 8; bit++) {
            var bad = good.clone();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            var token = Base64.getUrlEncoder().encodeToString(bad);
            for (var purpose : Purpose.values()) {
                assertThat(TOKENS.verify(token, purpose, null))
                        .as("bit %d", bit)
                        .isEmpty();
                assertThat(TOKENS.verify(token, purpose, SHOP))
                        .as("bit %d", bit)
                        .isEmpty();
            }
        }
    }

    @Test
    void no_token_with_one_bit_of_its_letters_flipped_verifies() {
        var good = openToken(TOKENS).toCharArray();
        for (var bit = 0; bit < good.length * 16; bit++) {
            var bad = good.clone();
            bad[bit / 16] ^= (char) (1 << bit % 16);
            assertThat(TOKENS.verify(new String(bad), Purpose.OPEN, null))
                    .as("bit %d", bit)
                    .isEmpty();
        }
    }

    @Test
    @Tag("K1")
    void no_shortened_or_lengthened_token_verifies() {
        var good = openToken(TOKENS);
        for (var length = 0; length < good.length(); length++) {
            assertThat(TOKENS.verify(good.substring(0, length), Purpose.OPEN, null))
                    .isEmpty();
            assertThat(TOKENS.verify(good.substring(good.length() - length), Purpose.OPEN, null))
                    .isEmpty();
        }
        for (var more : new String[] {"A", "=", "==", ".", "AAAA", " ", "\n", "%3D", good}) {
            assertThat(TOKENS.verify(good + more, Purpose.OPEN, null)).isEmpty();
            assertThat(TOKENS.verify(more + good, Purpose.OPEN, null)).isEmpty();
        }
        assertThat(TOKENS.verify(good.replace('-', '+').replace('_', '/'), Purpose.OPEN, null)
                        .isPresent())
                .isEqualTo(!good.contains("-") && !good.contains("_"));
    }

    @Test
    @Tag("K1")
    void a_token_is_good_for_its_own_purpose_only() {
        for (var minted : Purpose.values()) {
            var destination = minted == Purpose.CLICK ? SHOP : null;
            var token = TOKENS.mint(COPY, minted, minted == Purpose.CLICK ? 0 : -1, destination);
            for (var asked : Purpose.values()) {
                assertThat(TOKENS.verify(token, asked, asked == Purpose.CLICK ? SHOP : null)
                                .isPresent())
                        .as("%s as %s", minted, asked)
                        .isEqualTo(minted == asked);
            }
        }
    }

    @Test
    void a_token_is_good_for_its_own_destination_only() {
        var token = clickToken(TOKENS, 0, SHOP);
        for (var other : new String[] {
            SHOP + " ", SHOP + "x", SHOP.substring(1), "", SHOP.replace("https", "http"), SHOP.replace("shop", "SHOP")
        }) {
            assertThat(TOKENS.verify(token, Purpose.CLICK, other)).as(other).isEmpty();
        }
    }

    @Test
    void a_token_of_another_copy_or_link_has_another_code() {
        var one = clickToken(TOKENS, 0, SHOP);
        var other = clickToken(TOKENS, 1, SHOP);
        var mixed = Base64.getUrlDecoder().decode(one);
        System.arraycopy(Base64.getUrlDecoder().decode(other), 0, mixed, 0, 20);
        assertThat(TOKENS.verify(Base64.getUrlEncoder().encodeToString(mixed), Purpose.CLICK, SHOP))
                .isEmpty();
    }

    @Test
    void after_a_rotation_old_tokens_verify_and_new_ones_name_the_new_key() {
        var before = new Tokens(settings(OLD));
        var token = openToken(before);
        var after = new Tokens(settings(NEW, OLD));
        assertThat(after.verify(token, Purpose.OPEN, null)).isPresent();
        assertThat(before.verify(openToken(after), Purpose.OPEN, null)).isEmpty();
    }

    @Test
    void without_its_key_a_token_is_worth_nothing() {
        assertThat(new Tokens(settings(NEW)).verify(openToken(new Tokens(settings(OLD))), Purpose.OPEN, null))
                .isEmpty();
    }

    @Test
    void a_click_needs_a_destination_and_nothing_else_takes_one() {
        assertThatThrownBy(() -> TOKENS.mint(COPY, Purpose.CLICK, 0, null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TOKENS.mint(COPY, Purpose.OPEN, -1, SHOP))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TOKENS.mint(COPY, Purpose.CLICK, 65_535, SHOP))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Tag("R3")
    void tokens_of_every_format_that_ever_left_verify_forever() throws IOException {
        var lines = tokensThatLeft().toList();
        assertThat(lines).hasSizeGreaterThanOrEqualTo(7);
        for (var line : lines) {
            var cells = line.split(" ");
            var purpose = Purpose.valueOf(cells[0]);
            var destination = cells.length > 3 ? cells[3] : null;
            assertThat(TOKENS.verify(cells[2], purpose, destination))
                    .as(line)
                    .contains(new Tokens.Verified(COPY, Integer.parseInt(cells[1])));
        }
    }

    @Test
    void a_check_makes_next_to_no_garbage() {
        var token = openToken(TOKENS);
        var threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        var thread = Thread.currentThread().getId();
        var good = 0;
        // The first checks load classes and make the thread's own copy of the key.
        for (var i = 0; i < 1000; i++) {
            good += TOKENS.verify(token, Purpose.OPEN, null).isPresent() ? 1 : 0;
        }
        var before = threads.getThreadAllocatedBytes(thread);
        for (var i = 0; i < 1000; i++) {
            good += TOKENS.verify(token, Purpose.OPEN, null).isPresent() ? 1 : 0;
        }
        assertThat((threads.getThreadAllocatedBytes(thread) - before) / 1000).isLessThan(1000);
        assertThat(good).isEqualTo(2000);
    }

    private static Stream<String> tokensThatLeft() throws IOException {
        try (var in = TokensTest.class.getResourceAsStream("tokens.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#"));
        }
    }
}
