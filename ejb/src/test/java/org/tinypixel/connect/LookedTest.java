package org.tinypixel.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tinypixel.base.Invalid;
import org.tinypixel.connect.Finding.Step;

final class LookedTest {
    private static final Finding WARNING =
            Finding.warn(Step.CERTIFICATE, null, "It ends soon.", "Remind its operator.");

    @Test
    void a_server_with_warnings_can_be_used() {
        var looked = Looked.of(List.of(Finding.info(Step.CONNECT, "Port 25 answers."), WARNING));
        assertThat(looked.ok()).isTrue();
        assertThatCode(looked::mustBeOk).doesNotThrowAnyException();
    }

    @Test
    void what_stands_in_the_way_is_told_at_its_field_with_what_to_do() {
        var looked = Looked.of(List.of(
                WARNING,
                Finding.block(Step.SIGN_IN, "password", "It refused the password.", "Type it again."),
                Finding.block(Step.GREETING, null, "It ended the connection.", "Try again later.")));
        assertThat(looked.ok()).isFalse();
        assertThatThrownBy(looked::mustBeOk)
                .isInstanceOfSatisfying(
                        Invalid.class,
                        invalid -> assertThat(invalid.errors())
                                .containsExactly(
                                        new Invalid.FieldError("password", "It refused the password. Type it again."),
                                        new Invalid.FieldError("host", "It ended the connection. Try again later.")));
    }
}
