package org.tinypixel.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.MessageId;
import org.tinypixel.base.UserId;
import org.tinypixel.mail.Reason;
import org.tinypixel.tracking.StoredCopy;
import org.tinypixel.tracking.StoredMessage;

final class MatchRuleTest {
    private static final String BEA = "bea@customer.example";
    private static final String CARL = "carl@other.example";

    private static StoredMessage mail(String... recipients) {
        var id = MessageId.next();
        return new StoredMessage(
                id,
                UserId.next(),
                World.ANNA,
                null,
                "An  Offer",
                id.value() + "@sender.example",
                List.of(),
                null,
                null,
                null,
                false,
                World.NINE,
                Stream.of(recipients)
                        .map(recipient -> new StoredCopy(
                                CopyId.next(), EmailAddress.of(recipient), null, true, null, List.of(), null, null))
                        .toList());
    }

    private static List<String> match(Incoming incoming, StoredMessage... named) {
        return found(incoming, List.of(named), recipient -> Optional.empty());
    }

    private static List<String> found(
            Incoming incoming, List<StoredMessage> named, Function<EmailAddress, Optional<StoredMessage>> newest) {
        return MatchRule.match(incoming, named, World.ANNA::equals, newest).stream()
                .map(match -> match.copy().recipient().local()
                        + (match.guessed() ? " guessed" : "")
                        + (match.other() ? " other" : ""))
                .toList();
    }

    private static Incoming notice(IncomingKind kind, Incoming.@Nullable Original original, Report... reports) {
        return Letters.of(kind, null, List.of(), original, List.of(reports), null);
    }

    private static Incoming.Original original(@Nullable String copy, @Nullable String subject, String... recipients) {
        return new Incoming.Original(
                null,
                copy,
                World.ANNA,
                Stream.of(recipients).map(EmailAddress::of).toList(),
                subject);
    }

    @Test
    void the_writer_is_looked_for_in_every_mail_that_is_named() {
        var reply = Letters.of(IncomingKind.REPLY, CARL, List.of());
        assertThat(match(reply, mail(BEA), mail(BEA, CARL))).containsExactly("carl");
    }

    @Test
    void somebody_else_most_likely_got_it_from_the_recipient_of_the_same_organization() {
        var reply = Letters.of(IncomingKind.REPLY, "boss@customer.example", List.of());
        assertThat(match(reply, mail(BEA, CARL))).containsExactly("bea other");
        assertThat(match(Letters.of(IncomingKind.REPLY, "x@y.example", List.of()), mail(BEA, CARL)))
                .containsExactly("bea other", "carl other");
    }

    @Test
    void nobody_answers_oneself_unless_one_wrote_to_oneself() {
        var own = Letters.of(IncomingKind.REPLY, World.ANNA.value(), List.of());
        assertThat(match(own, mail(BEA))).isEmpty();
        assertThat(match(own, mail(World.ANNA.value()))).containsExactly("anna");
        assertThat(found(own, List.of(), recipient -> Optional.of(mail(World.ANNA.value()))))
                .isEmpty();
    }

    @Test
    void a_name_wins_over_the_newest_mail() {
        var reply = Letters.of(IncomingKind.REPLY, BEA, List.of());
        assertThat(found(reply, List.of(), recipient -> Optional.of(mail(BEA)))).containsExactly("bea guessed");
        assertThat(found(reply, List.of(mail(BEA)), recipient -> Optional.of(mail(BEA))))
                .containsExactly("bea");
    }

    @Test
    void a_notice_finds_its_copy_by_recipient_then_by_what_came_back_then_since_there_is_only_one() {
        var two = mail(BEA, CARL);
        var full = Letters.report(CARL, Report.Action.FAILED, Reason.MAILBOX_FULL);
        var forwarded = Letters.report("elsewhere@else.example", Report.Action.FAILED, Reason.MAILBOX_FULL);
        assertThat(match(notice(IncomingKind.BOUNCE, null, full), two)).containsExactly("carl");
        assertThat(match(notice(IncomingKind.BOUNCE, original(null, null, BEA), forwarded), two))
                .containsExactly("bea");
        var copy = two.copies().get(1).id().value();
        assertThat(match(notice(IncomingKind.BOUNCE, original(copy, null), forwarded), two))
                .containsExactly("carl");
        assertThat(match(notice(IncomingKind.BOUNCE, null, forwarded), mail(BEA)))
                .containsExactly("bea");
        assertThat(match(notice(IncomingKind.BOUNCE, null, forwarded), two)).isEmpty();
    }

    @Test
    void two_reports_of_one_copy_are_one() {
        var report = Letters.report(BEA, Report.Action.FAILED, Reason.MAILBOX_FULL);
        assertThat(match(notice(IncomingKind.BOUNCE, null, report, report), mail(BEA)))
                .containsExactly("bea");
    }

    @Test
    void a_notice_without_any_name_fits_by_recipient_and_subject() {
        var report = Letters.report(BEA, Report.Action.FAILED, Reason.USER_UNKNOWN);
        Function<EmailAddress, Optional<StoredMessage>> newest = recipient -> Optional.of(mail(BEA));
        assertThat(found(notice(IncomingKind.BOUNCE, null, report), List.of(), newest))
                .containsExactly("bea guessed");
        assertThat(found(notice(IncomingKind.BOUNCE, original(null, "an offer"), report), List.of(), newest))
                .containsExactly("bea guessed");
        assertThat(found(notice(IncomingKind.BOUNCE, original(null, "Lunch"), report), List.of(), newest))
                .isEmpty();
        assertThat(found(notice(IncomingKind.COMPLAINT, null, report), List.of(), newest))
                .isEmpty();
    }

    @Test
    void a_newsletter_is_about_nothing() {
        assertThat(match(Letters.of(IncomingKind.OTHER, BEA, List.of()), mail(BEA)))
                .isEmpty();
    }

    @Test
    void a_notice_that_names_a_mail_of_somebody_else_is_none_of_ours() {
        var report = Letters.report(BEA, Report.Action.FAILED, Reason.USER_UNKNOWN);
        Function<EmailAddress, Optional<StoredMessage>> newest = recipient -> Optional.of(mail(BEA));
        var foreign =
                Letters.of(IncomingKind.BOUNCE, null, List.of("by-hand@sender.example"), null, List.of(report), null);
        assertThat(found(foreign, List.of(), newest)).isEmpty();
    }

    @Test
    void what_a_program_of_another_address_says_concerns_nobody_where_several_can_be_meant() {
        var away = Letters.of(IncomingKind.AUTO_REPLY, "tickets@else.example", List.of());
        assertThat(match(away, mail(BEA))).containsExactly("bea other");
        assertThat(match(away, mail(BEA, CARL))).isEmpty();
        assertThat(match(Letters.of(IncomingKind.UNSUBSCRIBE, "x@else.example", List.of()), mail(BEA, CARL)))
                .isEmpty();
    }
}
