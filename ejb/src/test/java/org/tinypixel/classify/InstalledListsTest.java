package org.tinypixel.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder of docs/how-to/refresh-networks.md. */
final class InstalledListsTest {
    private static final String ADDRESS = "203.0.113.9";

    @TempDir
    Path home;

    private int written;

    @AfterEach
    void withoutFolder() {
        InstalledLists.refresh(home.resolve("nothing"), null);
        assertThat(NetworkLists.current().of(ADDRESS).type()).isEqualTo(NetworkClass.UNKNOWN);
    }

    private List<String> install(String name, String text) throws IOException {
        var file = home.resolve(name);
        Files.writeString(file, text);
        // A file that is written twice within a moment is another one all the same.
        Files.setLastModifiedTime(
                file, FileTime.from(Instant.parse("2026-06-17T12:00:00Z").plusSeconds(written++)));
        return InstalledLists.refresh(home, null);
    }

    private static NetworkClass type() {
        return NetworkLists.current().of(ADDRESS).type();
    }

    private static List<NetworkListState> installed() {
        return NetworkLists.current().states().stream()
                .filter(NetworkListState::installed)
                .toList();
    }

    @Test
    void a_list_of_our_form_counts_beside_those_of_the_program_until_it_is_taken_away() throws IOException {
        assertThat(install("own.csv", """
                        # As of 2026-06-01
                        203.0.113.0/24,Example filter,filter,certain,our own observation
                        """)).isEmpty();
        assertThat(type()).isEqualTo(NetworkClass.FILTER);
        assertThat(NetworkLists.current().of("40.92.10.4").type()).isEqualTo(NetworkClass.FILTER);
        assertThat(installed()).hasSize(1).allMatch(list -> "2026-06-01".equals(String.valueOf(list.asOf())));
        Files.delete(home.resolve("own.csv"));
        assertThat(InstalledLists.refresh(home, null)).isEmpty();
        assertThat(type()).isEqualTo(NetworkClass.UNKNOWN);
    }

    @Test
    void apples_list_is_taken_as_apple_publishes_it() throws IOException {
        assertThat(
                        install(
                                "egress-ip-ranges.csv",
                                "203.0.113.0/31,GB,GB-EN,London,\n203.0.113.8/30,US,US-CA,Los Angeles,\n2001:db8:77::/64,DE,DE-BE,Berlin,\n"))
                .isEmpty();
        assertThat(type()).isEqualTo(NetworkClass.PRIVATE_RELAY);
        assertThat(NetworkLists.current().of("2001:db8:77::5").type()).isEqualTo(NetworkClass.PRIVATE_RELAY);
        assertThat(installed()).hasSize(1).allMatch(list -> list.networks() == 3);
    }

    @Test
    void googles_list_is_taken_as_google_publishes_it() throws IOException {
        assertThat(
                        install(
                                "goog.json",
                                "{\"syncToken\":\"1\",\"creationTime\":\"2026-06-01T00:00:00\",\"prefixes\":[{\"ipv4Prefix\":\"203.0.113.0/24\"},{\"ipv6Prefix\":\"2001:db8::/32\"}]}"))
                .isEmpty();
        assertThat(type()).isEqualTo(NetworkClass.GOOGLE);
    }

    @Test
    void a_damaged_list_is_named_and_the_one_before_it_stays() throws IOException {
        install("own.csv", "203.0.113.0/24,Example filter,filter,certain,observed\n");
        for (var damaged : List.of(
                "203.0.113.0/24,Example filter,filter,certain,observed\nhalf a li",
                "203.0.113.0/24,Example,no such class,certain,observed\n",
                "\u0000\u0001",
                "<html>Not found</html>")) {
            assertThat(install("own.csv", damaged)).hasSize(1).allMatch(said -> said.startsWith("own.csv"));
            assertThat(type()).isEqualTo(NetworkClass.FILTER);
            assertThat(InstalledLists.refresh(home, null)).as("still wrong").hasSize(1);
        }
        assertThat(install("own.csv", "203.0.113.0/24,Example filter,hosting,certain,observed\n"))
                .isEmpty();
        assertThat(type()).isEqualTo(NetworkClass.HOSTING);
        assertThat(install("goog.json", "{}")).hasSize(1);
        Files.delete(home.resolve("goog.json"));
        assertThat(InstalledLists.refresh(home, null)).isEmpty();
    }

    @Test
    void a_list_that_shrinks_by_more_than_half_is_not_used() throws IOException {
        install("own.csv", """
                203.0.113.0/26,A,filter,certain,x
                203.0.113.64/26,A,filter,certain,x
                203.0.113.128/26,A,filter,certain,x
                203.0.113.192/26,A,filter,certain,x
                """);
        assertThat(install("own.csv", "198.51.100.0/24,A,filter,certain,x\n")).hasSize(1);
        assertThat(type()).isEqualTo(NetworkClass.FILTER);
        assertThat(install("own.csv", "203.0.113.0/24,A,hosting,certain,x\n198.51.100.0/24,A,filter,certain,x\n"))
                .isEmpty();
        assertThat(type()).isEqualTo(NetworkClass.HOSTING);
    }

    @Test
    void a_newer_list_of_the_program_takes_the_place_of_the_old_one_unless_it_is_far_too_short() throws IOException {
        assertThat(install("networks.csv", "203.0.113.0/24,A,filter,certain,x\n"))
                .hasSize(1);
        assertThat(type()).isEqualTo(NetworkClass.UNKNOWN);
        var whole = new StringBuilder("# As of 2026-11-01\n203.0.113.0/24,A,filter,certain,x\n");
        for (var i = 0; i < 2000; i++) {
            whole.append("10.").append(i / 256).append('.').append(i % 256).append(".0/24,B,hosting,hint,x\n");
        }
        assertThat(install("networks.csv", whole.toString())).isEmpty();
        assertThat(type()).isEqualTo(NetworkClass.FILTER);
        assertThat(NetworkLists.current().of("40.92.10.4").type())
                .as("the old list is not asked any more")
                .isNotEqualTo(NetworkClass.FILTER);
    }

    @Test
    void a_database_of_places_that_is_none_is_named_and_changes_nothing() throws IOException {
        var file = home.resolve("city.mmdb");
        Files.writeString(file, "no database");
        assertThat(InstalledLists.refresh(home, file)).hasSize(1);
        assertThat(NetworkLists.current().of("193.171.1.1").country()).isEqualTo("AT");
    }

    @Test
    void the_region_is_read_from_records_of_both_forms_and_the_city_from_none() {
        assertThat(Regions.region(Map.of(
                        "subdivisions",
                        List.of(Map.of("iso_code", "9", "names", Map.of("en", "Vienna", "de", "Wien"))),
                        "city",
                        Map.of("names", Map.of("en", "Hietzing")))))
                .isEqualTo("Vienna");
        assertThat(Regions.region(Map.of("state1", "Tyrol", "city", "Innsbruck")))
                .isEqualTo("Tyrol");
        assertThat(Regions.region(Map.of("country_code", "AT"))).isNull();
    }
}
