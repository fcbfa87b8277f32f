package org.tinypixel.engagement;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tinypixel.base.Json;
import org.tinypixel.classify.Engagement;
import org.tinypixel.classify.EngagementStatus;

final class ShownTest {
    private static final Instant AT = World.NINE;

    static Stream<Enum<?>> statuses() {
        return Stream.concat(Stream.of(DeliveryStatus.values()), Stream.of(EngagementStatus.values()));
    }

    @ParameterizedTest
    @MethodSource("statuses")
    void a_status_is_written_in_lists_as_everywhere_else_in_the_api(Enum<?> status) {
        assertThat(Json.MAPPER.<TextNode>valueToTree(status).textValue()).isEqualTo(Shown.wire(status));
        assertThat(Shown.isStatus(Shown.wire(status))).isTrue();
    }

    @Test
    void a_delivery_problem_comes_first() {
        assertThat(shown(DeliveryStatus.BOUNCED, "550 no such user", EngagementStatus.OPENED))
                .isEqualTo(new Shown("bounced", "Bounced", "It could not be delivered: 550 no such user."));
    }

    @Test
    void a_sentence_of_the_mail_server_is_not_wrapped_into_another() {
        assertThat(shown(DeliveryStatus.QUEUED, "The relay is down. Next attempt at 12:05.", EngagementStatus.NOT_SEEN)
                        .reason())
                .isEqualTo("The relay is down. Next attempt at 12:05.");
        assertThat(shown(DeliveryStatus.QUEUED, "next attempt 12:05", EngagementStatus.NOT_SEEN)
                        .reason())
                .isEqualTo("Queued, next attempt 12:05.");
    }

    @Test
    void a_mail_that_was_sent_shows_what_the_recipient_did() {
        assertThat(shown(DeliveryStatus.SENT, "250 ok", EngagementStatus.OPENED_BY_MACHINE))
                .isEqualTo(new Shown("opened-by-machine", "Opened by a machine only", "Folded."));
        assertThat(shown(DeliveryStatus.DELIVERED, null, EngagementStatus.NOT_SEEN)
                        .status())
                .isEqualTo("not-seen");
    }

    @Test
    void a_mail_that_waits_says_so_unless_a_person_saw_it_already() {
        assertThat(shown(DeliveryStatus.QUEUED, null, EngagementStatus.NOT_TRACKED)
                        .status())
                .isEqualTo("queued");
        assertThat(shown(DeliveryStatus.QUEUED, null, EngagementStatus.REPLIED).status())
                .isEqualTo("replied");
    }

    private static Shown shown(DeliveryStatus status, String detail, EngagementStatus engagement) {
        return Shown.of(new Figures(
                new Delivery(status, AT, detail, false, status == DeliveryStatus.QUEUED ? null : AT, null),
                null,
                new Engagement(
                        engagement,
                        "Folded.",
                        null,
                        0,
                        false,
                        0,
                        null,
                        null,
                        0,
                        Map.of(),
                        null,
                        null,
                        List.of(),
                        List.of(),
                        "no",
                        null,
                        List.of(),
                        1),
                false,
                false));
    }
}
