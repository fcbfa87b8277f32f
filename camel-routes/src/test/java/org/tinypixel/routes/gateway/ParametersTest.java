package org.tinypixel.routes.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tinypixel.mail.Envelope;

final class ParametersTest {
    private static final Set<String> KNOWN =
            Set.of("SIZE", "BODY", "SMTPUTF8", "RET", "ENVID", "AUTH", "NOTIFY", "ORCPT");

    private static Parameters read(String text) throws Parameters.Wrong {
        return Parameters.read(text, "FROM:", KNOWN);
    }

    @Test
    void all_parameters_are_read() throws Parameters.Wrong {
        var asked = read("FROM:<anna@example.com> SIZE=12 body=8bitmime SMTPUTF8 RET=hdrs ENVID=a+2Bb AUTH=<>"
                + " NOTIFY=success,DELAY ORCPT=rfc822;bob+40x@example.org");
        assertThat(asked.address()).isEqualTo("anna@example.com");
        assertThat(asked.size()).isEqualTo(12);
        assertThat(asked.eightBit()).isTrue();
        assertThat(asked.smtputf8()).isTrue();
        assertThat(asked.ret()).isEqualTo(Envelope.Return.HDRS);
        assertThat(asked.envid()).isEqualTo("a+2Bb");
        assertThat(asked.notifyOn()).containsExactlyInAnyOrder(Envelope.Notify.SUCCESS, Envelope.Notify.DELAY);
        assertThat(asked.orcpt()).isEqualTo("rfc822;bob+40x@example.org");
    }

    @Test
    void what_is_not_there_is_not_asked_for() throws Parameters.Wrong {
        var asked = read("from: <a@b.example>");
        assertThat(asked.size()).isZero();
        assertThat(asked.eightBit()).isFalse();
        assertThat(asked.smtputf8()).isFalse();
        assertThat(asked.ret()).isNull();
        assertThat(asked.envid()).isNull();
        assertThat(asked.notifyOn()).isEmpty();
        assertThat(asked.orcpt()).isNull();
    }

    @Test
    void quoted_names_may_hold_brackets_and_blanks() throws Parameters.Wrong {
        assertThat(read("FROM:<\"a> <\\\"b\"@example.com>").address()).isEqualTo("\"a> <\\\"b\"@example.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "FROM",
                "FROM:",
                "FROM:a@b.example",
                "FROM:<a@b.example",
                "FROM:<a@b.example>SIZE=1",
                "FROM:<<a@b.example>>",
                "FROM:<a@b.example> SIZE",
                "FROM:<a@b.example> SIZE=1 SIZE=1",
                "FROM:<a@b.example> =1",
                "FROM:<a@b.example> X=1",
                "FROM:<a@b.example> SIZE=-1",
                "FROM:<a@b.example> SIZE=1a",
                "FROM:<a@b.example> ENVID=",
                "FROM:<a@b.example> ENVID=a+2b",
                "FROM:<a@b.example> NOTIFY=,",
                "FROM:<a@b.example> NOTIFY=NEVER,NEVER,DELAY",
                "FROM:<a@b.example> ORCPT=;x",
                "FROM:<a@b.example> RET=",
                "TO:<a@b.example>"
            })
    void wrong_ones_are_refused(String text) {
        assertThatThrownBy(() -> {
                    var asked = read(text);
                    asked.size();
                    asked.eightBit();
                    asked.smtputf8();
                    asked.ret();
                    asked.envid();
                    asked.notifyOn();
                    asked.orcpt();
                })
                .isInstanceOf(Parameters.Wrong.class);
    }
}
