package org.tinypixel.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tinypixel.base.Invalid;
import org.tinypixel.crm.CrmConnector.Field;
import org.tinypixel.crm.CrmConnector.Kind;

final class DraftRuleTest {
    private static final CrmConnector.Descriptor CRM = new CrmConnector.Descriptor(
            "example",
            "Example",
            List.of("1"),
            List.of(
                    Field.of("url", Kind.URL, true, "Address", "Where it is."),
                    Field.of("user", Kind.TEXT, true, "User", "Who writes."),
                    Field.of("password", Kind.SECRET, true, "Password", "Of the user.")),
            true,
            List.of());
    private static final Map<String, String> SAVED =
            Map.of("url", "https://crm.example.com", "user", "writer", "password", "hidden");

    private static ConnectionDraft draft(@Nullable String url, @Nullable String user, @Nullable String password) {
        var fields = new HashMap<String, @Nullable String>();
        fields.put("url", url);
        fields.put("user", user);
        fields.put("password", password);
        return new ConnectionDraft("example", "Ours", fields);
    }

    private static List<String> wrongFields(ConnectionDraft draft, Map<String, String> known) {
        var refused = catchThrowableOfType(Invalid.class, () -> DraftRule.values(draft, CRM, known));
        return refused.errors().stream().map(Invalid.FieldError::field).toList();
    }

    @Test
    void a_secret_that_is_left_out_stays_as_it_is() {
        var values = DraftRule.values(draft("https://crm.example.com", "another", null), CRM, SAVED);
        assertThat(values).containsEntry("password", "hidden").containsEntry("user", "another");
    }

    @Test
    @Tag("Z1")
    void a_secret_does_not_follow_to_another_address() {
        assertThat(wrongFields(draft("https://collector.example.net", "writer", null), SAVED))
                .containsExactly("fields.password");
        assertThat(DraftRule.values(draft("https://collector.example.net", "writer", "typed"), CRM, SAVED))
                .containsEntry("password", "typed");
    }

    @Test
    void all_wrong_fields_are_named_at_once() {
        var fields = new HashMap<String, @Nullable String>();
        fields.put("url", "ftp://crm.example.com");
        fields.put("user", "line\nbreak");
        fields.put("color", "red");
        var refused = new ConnectionDraft("example", " ", fields);
        assertThat(wrongFields(refused, Map.of()))
                .containsExactlyInAnyOrder("name", "fields.color", "fields.url", "fields.user", "fields.password");
    }

    @Test
    void an_address_with_name_and_password_in_it_is_refused() {
        assertThat(wrongFields(draft("https://user:pass@crm.example.com", "writer", "x"), Map.of()))
                .containsExactly("fields.url");
    }
}
