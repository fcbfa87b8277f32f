package org.tinypixel.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.TextBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.Conflict;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.Invalid;
import org.tinypixel.database.TestDatabase;

final class MessagesTest {
    @Nested
    class OnH2 extends Contract {
        @Override
        TestDatabase database() {
            return TestDatabase.h2();
        }
    }

    @Nested
    class OnPostgreSql extends Contract {
        @Override
        TestDatabase database() {
            return TestDatabase.postgreSql();
        }
    }

    abstract static class Contract {
        private static final EmailAddress BOB = new EmailAddress("bob@customer.example");
        private static final EmailAddress CAROL = new EmailAddress("carol@customer.example");
        private Office office;

        abstract TestDatabase database();

        @BeforeEach
        void open() {
            office = new Office(database());
        }

        @AfterEach
        void close() {
            office.close();
        }

        private Messages.Created create(NewMessage mail) {
            return office.messages(messages -> messages.create(office.anna, mail));
        }

        private Optional<StoredMessage> byCopy(CopyId id) {
            return office.messages(messages -> messages.findByCopy(id));
        }

        private Optional<String> answered(Instant now, Viewer viewer, String hash) {
            return office.idempotency(now, keys -> keys.answered(viewer, "key", hash));
        }

        private String once(Instant now, String hash, Supplier<String> work) {
            return office.idempotency(now, keys -> keys.once(office.anna, "key", hash, work));
        }

        private List<String> fieldsOf(NewMessage mail) {
            var refused = catchThrowableOfType(Invalid.class, () -> create(mail));
            assertThat(refused).isNotNull();
            return refused.errors().stream().map(Invalid.FieldError::field).toList();
        }

        @Test
        void each_recipient_gets_a_copy_with_its_own_pixel_and_links() {
            var mail = new Mails();
            mail.to = List.of(
                    new NewMessage.To(
                            "Bob@Customer.example",
                            "Bob B\u00e4cker",
                            "Europe/Berlin",
                            new NewMessage.CrmReference("c", "party", "7")),
                    Mails.to("carol@customer.example"));
            mail.campaign = "Spring";
            mail.template = "Offer";
            mail.sequence = "Standard";
            var created = create(mail.mail());
            assertThat(created.willSend()).isTrue();
            assertThat(created.copies()).hasSize(2);
            var urls = new ArrayList<String>();
            for (var copy : created.copies()) {
                urls.add(copy.openUrl());
                urls.add(copy.links().get(0).trackedUrl());
                assertThat(copy.html())
                        .contains(copy.openUrl(), copy.links().get(0).trackedUrl())
                        .doesNotContain("a=1&amp;b=2");
                assertThat(copy.links().get(0).url()).isEqualTo("https://shop.example/?a=1&b=2");
                assertThat(token(copy.openUrl(), Purpose.OPEN, null))
                        .isEqualTo(new Tokens.Verified(copy.copy().id(), -1));
                assertThat(token(copy.links().get(0).trackedUrl(), Purpose.CLICK, "https://shop.example/?a=1&b=2"))
                        .isEqualTo(new Tokens.Verified(copy.copy().id(), 0));
            }
            assertThat(urls).doesNotHaveDuplicates();
            assertThat(office.events).containsExactly(new MessageCreated(created.message(), true));
            var stored = office.messages(
                    messages -> messages.find(created.message().id()).orElseThrow());
            assertThat(stored).isEqualTo(created.message());
            assertThat(stored.campaign()).isEqualTo("Spring");
            assertThat(stored.copies().get(0).links())
                    .containsExactly(new StoredCopy.Link("https://shop.example/?a=1&b=2", "our offer"));
            assertThat(byCopy(stored.copies().get(1).id())).contains(stored);
            assertThat(byCopy(CopyId.next())).isEmpty();
        }

        private Tokens.Verified token(String url, Purpose purpose, String destination) {
            var start = url.indexOf("/t/") + 5;
            return Samples.TOKENS
                    .verify(url.substring(start, start + Tokens.LENGTH), purpose, destination)
                    .orElseThrow();
        }

        @Test
        void the_mail_that_leaves_is_a_complete_message() throws IOException {
            var mail = new Mails();
            mail.from = "\"Anna (Sales)\" <anna@sales.example>";
            mail.to = List.of(
                    new NewMessage.To("bob@customer.example", "B\u00e4cker, Bob", null, null),
                    Mails.to("carol@customer.example"));
            mail.subject =
                    "\u00dcber \u65e5\u672c \ud83d\ude00 und noch viel mehr, das in keine einzige Zeile eines Kopfes passt, ganz sicher nicht";
            mail.text = "Gr\u00fc\u00dfe\n.\nFrom here";
            mail.headers = Map.of(
                    "X-Ref",
                    "\u00e9t\u00e9",
                    "Reply-To",
                    "Info <info@sales.example>",
                    "References",
                    "<a@x.example> <b@x.example>");
            var created = create(mail.mail());
            var copy = created.copies().get(0);
            var raw = new String(copy.content().bytes(), StandardCharsets.US_ASCII);
            assertThat(raw.split("\r\n", -1))
                    .allMatch(line ->
                            (line.length() <= 78 || line.startsWith("List-Unsubscribe: <")) && line.indexOf('\n') < 0);
            assertThat(raw).doesNotContain("\ufffd").contains("Date: Mon, 2 Mar 2026 09:00:00 +0000\r\n");
            var read = Message.Builder.of(
                            new ByteArrayInputStream(copy.content().bytes()))
                    .build();
            assertThat(read.getSubject()).isEqualTo(mail.subject);
            assertThat(read.getFrom().get(0).getName()).isEqualTo("Anna (Sales)");
            assertThat(read.getTo().flatten())
                    .extracting(box -> box.getName() + " " + box.getAddress())
                    .containsExactly("B\u00e4cker, Bob bob@customer.example", "null carol@customer.example");
            assertThat(read.getMessageId())
                    .isEqualTo("<" + created.message().messageIdHeader() + ">")
                    .endsWith("@t.example.com>");
            assertThat(read.getReplyTo().flatten().get(0).getAddress()).isEqualTo("info@sales.example");
            assertThat(read.getHeader().getField("X-Ref").getBody()).contains("=?");
            assertThat(created.message().threadReferences()).containsExactly("a@x.example", "b@x.example");
            var parts = ((Multipart) read.getBody()).getBodyParts();
            assertThat(parts).extracting(part -> part.getMimeType()).containsExactly("text/plain", "text/html");
            assertThat(text((TextBody) parts.get(0).getBody())).isEqualTo("Gr\u00fc\u00dfe\r\n.\r\nFrom here");
            assertThat(text((TextBody) parts.get(1).getBody())).isEqualTo(copy.html());
        }

        private static String text(TextBody body) throws IOException {
            return new String(body.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }

        @Test
        void without_html_a_mail_is_plain_text_and_not_tracked() {
            var mail = new Mails();
            mail.html = null;
            var copy = create(mail.mail()).copies().get(0);
            assertThat(copy.copy().notTracked()).isEqualTo("plain text");
            assertThat(copy.copy().tracksOpens()).isFalse();
            assertThat(copy.openUrl()).isNull();
            assertThat(new String(copy.content().bytes(), StandardCharsets.US_ASCII))
                    .contains("Content-Type: text/plain");
        }

        @Test
        void who_opted_out_is_not_tracked_and_the_others_are() {
            office.refusedTracking.put(BOB, "recipient opted out");
            var mail = new Mails();
            mail.to = List.of(Mails.to("bob@customer.example"), Mails.to("carol@customer.example"));
            mail.track = new NewMessage.Track(true, true, null, null);
            var copies = create(mail.mail()).copies();
            assertThat(copies.get(0).copy().notTracked()).isEqualTo("recipient opted out");
            assertThat(copies.get(0).html()).isEqualTo(Mails.HTML);
            assertThat(copies.get(0).links()).isEmpty();
            assertThat(copies.get(0).copy().links()).isEmpty();
            assertThat(new String(copies.get(0).content().bytes(), StandardCharsets.US_ASCII))
                    .doesNotContain("t.example.com/t/");
            assertThat(copies.get(1).copy().tracksOpens()).isTrue();
        }

        @Test
        void the_held_picture_stands_last_and_only_where_it_is_asked_for() {
            var mail = new Mails();
            assertThat(create(mail.mail()).copies().get(0).html()).doesNotContain("/t/v/");
            mail.track = new NewMessage.Track(null, null, true, null);
            var copy = create(mail.mail()).copies().get(0);
            var html = copy.html();
            var view = html.substring(html.indexOf("https://t.example.com/t/v/"), html.lastIndexOf(".gif") + 4);
            assertThat(token(view, Purpose.VIEW, null))
                    .isEqualTo(new Tokens.Verified(copy.copy().id(), -1));
            assertThat(html.indexOf(copy.openUrl())).isBetween(0, html.indexOf(view));
            assertThat(html.substring(html.indexOf(view)))
                    .contains("width=\"1\" height=\"1\" alt=\"\"")
                    .doesNotContain("<a ", "/t/o/");
            assertThat(copy.openUrl()).doesNotContain("/t/v/");
        }

        @Test
        void a_mail_with_tracking_switched_off_carries_neither_pixel_nor_rewritten_link() {
            var mail = new Mails();
            mail.track = new NewMessage.Track(false, false, null, null);
            var copy = create(mail.mail()).copies().get(0);
            assertThat(copy.copy().notTracked()).isEqualTo("switched off for this mail");
            assertThat(new String(copy.content().bytes(), StandardCharsets.US_ASCII))
                    .doesNotContain("t.example.com/t/");
            mail.track = new NewMessage.Track(false, true, null, null);
            var clicks = create(mail.mail()).copies().get(0);
            assertThat(clicks.openUrl()).isNull();
            assertThat(clicks.links()).hasSize(1);
        }

        @Test
        void every_wrong_field_is_named_at_once_and_nothing_is_stored() {
            office.refusedMail.put(CAROL, "carol@customer.example wants no more mail.");
            var mail = new Mails();
            mail.from = "somebody@else.example";
            mail.to = List.of(
                    Mails.to("no address"),
                    Mails.to("bob@customer.example"),
                    Mails.to("BOB@customer.example "),
                    Mails.to("carol@customer.example"),
                    new NewMessage.To("dora@customer.example", "D\nBcc: x@y.example", "Moon/Base", null),
                    Mails.to(null),
                    Mails.to("eve@customer.example\r\n"),
                    Mails.to("j\u00f6rg@customer.example"));
            mail.subject = "Hi {{name}}";
            mail.html = " ";
            mail.text = "";
            mail.headers = Map.of(
                    "X-A",
                    "b\r\nBcc: x@y.example",
                    "Bcc",
                    "x@y.example",
                    "Content-Type",
                    "text/html",
                    "bad name",
                    "x",
                    "X-Tinypixel-Track",
                    "x");
            mail.campaign = "x".repeat(201);
            assertThat(fieldsOf(mail.mail()))
                    .containsExactlyInAnyOrder(
                            "from",
                            "to[0].email",
                            "to[2].email",
                            "to[3].email",
                            "to[4].name",
                            "to[4].timeZone",
                            "to[5].email",
                            "to[6].email",
                            "to[7].email",
                            "subject",
                            "html",
                            "headers.X-A",
                            "headers.Bcc",
                            "headers.Content-Type",
                            "headers.bad name",
                            "headers.X-Tinypixel-Track",
                            "campaign");
            assertThat(office.events).isEmpty();
        }

        @Test
        void single_mistakes_are_named_too() {
            var mail = new Mails();
            mail.to = null;
            assertThat(fieldsOf(mail.mail())).containsExactly("to");
            mail.to = IntStream.range(0, 501)
                    .mapToObj(i -> Mails.to("p" + i + "@customer.example"))
                    .toList();
            assertThat(fieldsOf(mail.mail())).containsExactly("to");
            mail.to = List.of(Mails.to("bob@customer.example"));
            mail.subject = null;
            assertThat(fieldsOf(mail.mail())).containsExactly("subject");
            mail.subject = "a\nb";
            assertThat(fieldsOf(mail.mail())).containsExactly("subject");
            mail.subject = "fine\n";
            assertThat(fieldsOf(mail.mail())).containsExactly("subject");
            mail.subject = "fine";
            mail.html = "<p>\ud800</p>";
            assertThat(fieldsOf(mail.mail())).containsExactly("html");
            mail.html = "<p>Dear {{ contact.first_name }}</p>";
            assertThat(fieldsOf(mail.mail())).containsExactly("html");
            mail.send = false;
            assertThat(create(mail.mail()).willSend()).isFalse();
            assertThat(office.events).extracting(MessageCreated::willSend).containsExactly(false);
        }

        @Test
        void a_key_with_send_as_any_may_use_any_sender() {
            var mail = new Mails();
            mail.from = "Boss <boss@else.example>";
            var crm = Office.viewer("crm@sales.example", true);
            var created = office.messages(messages -> messages.create(crm, mail.mail()));
            assertThat(created.message().sender()).isEqualTo(new EmailAddress("boss@else.example"));
            assertThat(created.message().senderName()).isEqualTo("Boss");
            assertThat(created.message().owner()).isEqualTo(crm.id());
        }

        @Test
        void a_mail_that_is_sent_for_a_colleague_is_the_colleagues() {
            var mail = new Mails();
            mail.from = "Anna <anna@sales.example>";
            var crm = Office.viewer("crm@sales.example", true);
            office.colleagues.put(new EmailAddress("anna@sales.example"), office.anna.id());
            var created = office.messages(messages -> messages.create(crm, mail.mail()));
            assertThat(created.message().owner()).isEqualTo(office.anna.id());
        }

        @Test
        void five_hundred_copies_share_one_mail() {
            var mail = new Mails();
            mail.to = IntStream.range(0, 500)
                    .mapToObj(i -> Mails.to("p" + i + "@customer.example"))
                    .toList();
            var created = create(mail.mail());
            assertThat(created.copies())
                    .extracting(TrackedCopy::openUrl)
                    .doesNotHaveDuplicates()
                    .hasSize(500);
            assertThat(office.messages(
                                    messages -> messages.find(created.message().id()))
                            .orElseThrow()
                            .copies())
                    .isEqualTo(created.message().copies());
        }

        private static byte[] raw(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        private static final String RAW = """
                From: Anna <anna@sales.example>
                To: "B, Bob" <bob@customer.example>,
                 carol@customer.example
                Cc: Team: dora@customer.example, BOB@customer.example;
                Bcc: eve@customer.example
                Subject: =?utf-8?q?=C3=9Cber?= dich
                Message-ID: <mine@sales.example>
                In-Reply-To: <b@x.example>
                References: <a@x.example>
                 <b@x.example>
                X-Tinypixel-Campaign: Spring
                X-TINYPIXEL-Track: clicks=no
                X-Own:   kept
                  as it is
                Content-Type: text/html; charset=utf-8
                Content-Transfer-Encoding: 8bit

                <p>H\u00e4llo <a href="https://shop.example/">x</a>
                """;

        @Test
        void a_complete_message_keeps_all_but_its_hidden_recipients_and_our_own_headers() {
            var created = office.messages(messages -> messages.createRaw(office.anna, raw(RAW), null, List.of()));
            assertThat(created.copies())
                    .extracting(copy -> copy.copy().recipient().value())
                    .containsExactly(
                            "bob@customer.example",
                            "carol@customer.example",
                            "dora@customer.example",
                            "eve@customer.example");
            var message = created.message();
            assertThat(message.subject()).isEqualTo("\u00dcber dich");
            assertThat(message.messageIdHeader()).isEqualTo("mine@sales.example");
            assertThat(message.threadReferences()).containsExactly("a@x.example", "b@x.example");
            assertThat(message.campaign()).isEqualTo("Spring");
            assertThat(message.senderName()).isEqualTo("Anna");
            assertThat(message.copies().get(0).recipientName()).isEqualTo("B, Bob");
            for (var copy : created.copies()) {
                assertThat(copy.links()).isEmpty();
                var expected = RAW.replaceAll("(?m)^(Bcc|(?i:X-Tinypixel-\\w+)):.*\n", "")
                        .replace(
                                "Content-Transfer-Encoding: 8bit\n",
                                "Content-Transfer-Encoding: 8bit\nDate: Mon, 2 Mar 2026 09:00:00 +0000\n" + stop(copy))
                        .replace("x</a>\n", "x</a>\n" + TrackableHtml.pixel(copy.openUrl()))
                        .replace("\n", "\r\n");
                assertThat(new String(copy.content().bytes(), StandardCharsets.UTF_8))
                        .isEqualTo(expected);
            }
        }

        /** The fields that mail programs offer "unsubscribe" by. */
        private static String stop(TrackedCopy copy) {
            var text = new String(copy.content().bytes(), StandardCharsets.UTF_8);
            var start = text.indexOf("List-Unsubscribe: <");
            assertThat(start).isPositive();
            return text.substring(start, text.indexOf("\r\n\r\n", start) + 2).replace("\r\n", "\n");
        }

        @Test
        void the_envelope_wins_over_the_header() {
            var created = office.messages(messages ->
                    messages.createRaw(office.anna, raw(RAW), new EmailAddress("anna@sales.example"), List.of(CAROL)));
            assertThat(created.copies()).hasSize(1);
            var twice = catchThrowableOfType(
                    Invalid.class,
                    () -> office.messages(messages -> messages.createRaw(
                            office.anna, raw(RAW), new EmailAddress("x@else.example"), List.of(CAROL, CAROL))));
            assertThat(twice.errors()).extracting(Invalid.FieldError::field).containsExactly("from", "to[1]");
        }

        @Test
        void a_complete_message_without_sender_or_recipient_is_refused() {
            for (var text : List.of(
                    "",
                    "Subject: x\n\nx",
                    "From: a@b.example, anna@sales.example\n\nx",
                    "From: anna@sales.example\nTo: nobody\n\nx")) {
                assertThatThrownBy(() -> office.messages(
                                messages -> messages.createRaw(office.anna, raw(text), null, List.of())))
                        .isInstanceOf(Invalid.class);
            }
        }

        @Test
        void an_unknown_switch_in_a_message_switches_tracking_off() {
            for (var value :
                    List.of("opens=maybe", "everything", "opens", "mode=secret; clicks=yes", "mode=anonymous")) {
                var text = RAW.replace("clicks=no", value);
                var created = office.messages(messages -> messages.createRaw(office.anna, raw(text), null, List.of()));
                assertThat(created.copies())
                        .allMatch(copy -> copy.openUrl() == null && copy.links().isEmpty());
            }
        }

        @Test
        void an_unknown_switch_is_named_as_the_reason() {
            var text = RAW.replace("clicks=no", "opens=maybe");
            var created = office.messages(messages -> messages.createRaw(office.anna, raw(text), null, List.of()));
            assertThat(created.copies())
                    .extracting(copy -> copy.copy().notTracked())
                    .containsOnly("the header X-Tinypixel-Track says “opens=maybe”, which is not understood");
        }

        @Test
        void addresses_that_are_switches_leave_neither_in_header_nor_envelope() {
            var text = """
                    From: anna@sales.example
                    To: Bob <bob@customer.example>, no-track@t.example.com
                    Cc: No-Track@T.example.com
                    X-PM-Tag: spring
                    X-Tinypixel-Metadata-Deal: 42
                    X-Mailer: Test
                    Subject: x

                    Hi
                    """;
            var hidden = EmailAddress.of("no-track@t.example.com");
            var created = office.messages(messages -> messages.createRaw(
                    office.anna,
                    new RawSubmission(
                            raw(text),
                            null,
                            List.of(BOB),
                            Set.of(hidden),
                            new NewMessage.Track(false, false, null, null),
                            null,
                            false,
                            1000)));
            assertThat(created.message().campaign()).isEqualTo("spring");
            assertThat(new String(created.copies().get(0).content().bytes(), StandardCharsets.UTF_8))
                    .contains("To: Bob <bob@customer.example>\r\n", "X-Mailer: Test\r\n")
                    .doesNotContainIgnoringCase("no-track")
                    .doesNotContain("Cc:", "X-PM", "X-Tinypixel");
            Map<String, String> attached = office.messages(
                    messages -> messages.metadata(created.message().id()));
            assertThat(attached).isEqualTo(Map.of("deal", "42"));
        }

        @Test
        void another_who_sends_for_the_author_must_be_of_the_account_too() {
            var text = "From: anna@sales.example\nSender: boss@sales.example\nTo: bob@customer.example\n\nx\n";
            assertThatThrownBy(() ->
                            office.messages(messages -> messages.createRaw(office.anna, raw(text), null, List.of())))
                    .isInstanceOf(Invalid.class)
                    .hasMessageContaining("boss@sales.example");
        }

        @Test
        void a_follow_up_continues_the_thread_once() throws IOException {
            var original = create(Mails.simple());
            var copy = original.copies().get(0).copy();
            var mail = new FollowUpMail(
                    copy.id(), null, "<p>Did you see it?</p>", null, "tpstep@t.example.com", "Reminder");
            var created = office.messages(messages -> messages.createFollowUp(mail));
            assertThat(created.message().subject()).isEqualTo("Re: Your offer");
            assertThat(created.message().messageIdHeader()).isEqualTo("tpstep@t.example.com");
            assertThat(created.message().threadReferences())
                    .containsExactly(original.message().messageIdHeader());
            assertThat(created.message().owner()).isEqualTo(office.anna.id());
            assertThat(created.copies())
                    .extracting(TrackedCopy::openUrl)
                    .doesNotContainNull()
                    .hasSize(1);
            var read = Message.Builder.of(new ByteArrayInputStream(
                            created.copies().get(0).content().bytes()))
                    .build();
            assertThat(read.getHeader().getField("In-Reply-To").getBody())
                    .isEqualTo("<" + original.message().messageIdHeader() + ">");
            assertThat(read.getHeader().getField("References").getBody())
                    .isEqualTo("<" + original.message().messageIdHeader() + ">");
            assertThat(read.getHeader().getField("Auto-Submitted").getBody()).isEqualTo("auto-generated");
            assertThatThrownBy(() -> office.messages(messages -> messages.createFollowUp(mail)))
                    .isInstanceOf(Conflict.class);
            var second = new FollowUpMail(
                    created.copies().get(0).copy().id(), null, null, "Still there?", "tpstep2@t.example.com", "Last");
            var last = office.messages(messages -> messages.createFollowUp(second));
            assertThat(last.message().subject()).isEqualTo("Re: Your offer");
            assertThat(last.message().threadReferences())
                    .containsExactly(original.message().messageIdHeader(), "tpstep@t.example.com");
        }

        @Test
        void a_follow_up_to_somebody_who_refuses_or_with_a_placeholder_left_is_not_made() {
            var copy = create(Mails.simple()).copies().get(0).copy();
            office.refusedMail.put(BOB, "no");
            var mail =
                    new FollowUpMail(copy.id(), "Hi {{name}}", "<p>{{sender.name}}</p>", null, "x@t.example.com", "R");
            var refused = catchThrowableOfType(
                    Invalid.class, () -> office.messages(messages -> messages.createFollowUp(mail)));
            assertThat(refused.errors())
                    .extracting(Invalid.FieldError::field)
                    .containsExactly("subject", "html", "to[0].email");
        }

        @Test
        void what_was_switched_off_stays_off_in_the_follow_up() {
            var mail = new Mails();
            mail.track = new NewMessage.Track(false, false, null, null);
            var copy = create(mail.mail()).copies().get(0).copy();
            var followUp = new FollowUpMail(copy.id(), null, Mails.HTML, null, "y@t.example.com", "R");
            var made = office.messages(messages -> messages.createFollowUp(followUp))
                    .copies()
                    .get(0);
            assertThat(made.openUrl()).isNull();
            assertThat(made.links()).isEmpty();
        }

        @Test
        @Tag("X3")
        void a_repeated_request_is_answered_and_not_done_again() {
            var done = new ArrayList<String>();
            var first = once(Office.NOW, "hash", () -> {
                done.add("x");
                return "answer \u00e9";
            });
            assertThat(first).isEqualTo("answer \u00e9");
            assertThat(answered(Office.NOW, office.anna, "hash")).contains("answer \u00e9");
            assertThatThrownBy(() -> answered(Office.NOW, office.anna, "other")).isInstanceOf(Conflict.class);
            assertThatThrownBy(() -> once(Office.NOW, "hash", () -> "again")).isInstanceOf(Conflict.class);
            assertThat(answered(Office.NOW, Office.viewer("b@b.example", false), "hash"))
                    .isEmpty();
            assertThat(done).hasSize(1);
        }

        @Test
        @Tag("X3")
        void a_refused_request_leaves_nothing_and_a_key_is_free_after_seven_days() {
            assertThatThrownBy(() -> once(Office.NOW, "hash", () -> {
                        throw new Invalid("subject", "no");
                    }))
                    .isInstanceOf(Invalid.class);
            assertThat(once(Office.NOW, "hash", () -> "ok")).isEqualTo("ok");
            var later = Office.NOW.plus(Duration.ofDays(7)).plusSeconds(1);
            assertThat(answered(later, office.anna, "other")).isEmpty();
            assertThat(once(later, "other", () -> "new")).isEqualTo("new");
        }
    }
}
