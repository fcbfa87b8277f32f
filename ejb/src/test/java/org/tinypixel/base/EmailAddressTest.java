package org.tinypixel.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EmailAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "anna",
                "anna@",
                "@example.com",
                "@relay.example:anna@example.com",
                "Anna <anna@example.com>",
                "<anna@example.com>",
                "(work)anna@example.com",
                "anna@example.com(work)",
                "anna@exa mple.com",
                "anna@example.com\rBcc: x@y.example"
            })
    void what_is_more_or_less_than_an_address_is_none(String text) {
        assertThat(EmailAddress.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"anna@example.com", "anna+tag@localhost", "\"a b\"@example.com", "f\u00e4n@b\u00fccher.example"})
    void unusual_addresses_are_addresses(String text) {
        assertThat(EmailAddress.parse(text)).isPresent();
    }
}
