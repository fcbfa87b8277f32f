package org.tinypixel.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tinypixel.mail.Reason;

final class IncomingReaderTest {
    @Test
    void an_answer_is_a_reply_and_names_what_it_answers_the_surest_first() {
        var read = Mime.read("""
                From: Buyer <buyer@example.net>
                To: Sales <sales@example.com>, "Boss, The" <boss@example.com>
                Delivered-To: sales+x@example.com
                Subject: =?utf-8?Q?Re:_Angebot_f=C3=BCr?=
                 =?utf-8?Q?_Fr=C3=BChling?=
                Date: Tue, 03 Mar 2026 10:00:00 +0100
                Message-ID: <r1@example.net>
                In-Reply-To: <b@track.example.com>
                References: <a@track.example.com>
                 <b@track.example.com> <c@example.net>

                Yes.
                """);
        assertThat(read.kind()).isEqualTo(IncomingKind.REPLY);
        assertThat(read.refersTo()).containsExactly("b@track.example.com", "c@example.net", "a@track.example.com");
        assertThat(read.to())
                .extracting(Object::toString)
                .containsExactly("sales@example.com", "boss@example.com", "sales+x@example.com");
        assertThat(read.subject()).isEqualTo("Re: Angebot für Frühling");
        assertThat(read.date()).isEqualTo(Instant.parse("2026-03-03T09:00:00Z"));
        assertThat(read.messageId()).isEqualTo("r1@example.net");
        assertThat(read.original()).isNull();
    }

    @Test
    void a_new_mail_of_a_person_is_a_reply_too_and_refers_to_nothing() {
        var read = Mime.read(
                "From: buyer@example.net\nTo: sales@example.com\nSubject: Hello\n\nDo you also sell chairs?\n");
        assertThat(read.kind()).isEqualTo(IncomingKind.REPLY);
        assertThat(read.refersTo()).isEmpty();
    }

    @Test
    void a_postmaster_who_writes_himself_has_written_a_reply() {
        var read = Mime.read("""
                From: Postmaster <postmaster@example.net>
                To: sales@example.com
                Subject: Re: Offer
                In-Reply-To: <m.1@track.example.com>

                We would like to order two.
                """);
        assertThat(read.kind()).isEqualTo(IncomingKind.REPLY);
    }

    @Test
    void a_person_may_forward_a_notice_as_an_attachment() {
        var read = Mime.read("""
                From: Colleague <colleague@example.com>
                To: sales@example.com
                Subject: Fwd: your mail
                Message-ID: <f@example.com>
                Content-Type: multipart/mixed; boundary=out

                --out
                Content-Type: text/plain

                This came back to me.
                --out
                Content-Type: message/rfc822

                From: MAILER-DAEMON@mx.example.net
                Subject: Undelivered Mail Returned to Sender
                Content-Type: multipart/report; report-type=delivery-status; boundary=in

                --in
                Content-Type: message/delivery-status

                Final-Recipient: rfc822; anna@example.net
                Action: failed
                Status: 5.1.1
                --in--
                --out--
                """);
        assertThat(read.kind()).isEqualTo(IncomingKind.REPLY);
    }

    @Test
    void a_gateway_that_wraps_another_servers_notice_tells_what_that_one_says() {
        var read = Mime.read("""
                Return-Path: <>
                From: MAILER-DAEMON@gateway.example.com
                To: sales@example.com
                Subject: Returned mail
                Content-Type: multipart/mixed; boundary=out

                --out
                Content-Type: text/plain

                The following message could not be delivered.
                --out
                Content-Type: message/rfc822

                From: MAILER-DAEMON@mx.example.net
                To: sales@example.com
                Subject: Returned mail: User unknown
                Content-Type: multipart/report; report-type=delivery-status; boundary=in

                --in
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example.net

                Final-Recipient: rfc822; anna@example.net
                Action: failed
                Status: 5.1.1
                Diagnostic-Code: smtp; 550 5.1.1 User unknown
                --in--
                --out--
                """);
        assertThat(read.kind()).isEqualTo(IncomingKind.BOUNCE);
        assertThat(read.reports()).extracting(Report::reason).containsExactly(Reason.USER_UNKNOWN);
    }

    @Test
    void what_came_back_is_known_by_its_id_and_by_our_own_field() {
        var read = Mime.read("""
                Return-Path: <>
                From: MAILER-DAEMON@mx.example.net
                To: sales@example.com
                Subject: failure notice

                Hi. This is the qmail-send program at mx.example.net.
                I'm afraid I wasn't able to deliver your message to the following addresses.

                <anna@example.net>:
                Sorry, no mailbox here by that name. (#5.1.1)

                --- Below this line is a copy of the message.

                Return-Path: <sales@example.com>
                Received: from track.example.com
                Message-ID: <m.1@track.example.com>
                X-Tinypixel-Id: 4kT9wqAAAAAAAAAAAAAAAA
                From: Sales <sales@example.com>
                To: Anna <anna@example.net>
                Subject: Offer

                Dear Anna
                """);
        assertThat(read.refersTo()).containsExactly("m.1@track.example.com");
        var original = read.original();
        assertThat(original).isNotNull();
        assertThat(original.copy()).isEqualTo("4kT9wqAAAAAAAAAAAAAAAA");
        assertThat(original.sender()).hasToString("sales@example.com");
        assertThat(original.recipients()).extracting(Object::toString).containsExactly("anna@example.net");
        assertThat(original.subject()).isEqualTo("Offer");
        assertThat(read.reports()).singleElement().satisfies(report -> {
            assertThat(report.recipient()).hasToString("anna@example.net");
            assertThat(report.hard()).isTrue();
        });
    }

    @Test
    void an_alias_is_reported_under_the_address_that_was_written_to() {
        var read = Mime.notice("""
                This message was created automatically by mail delivery software.
                A message that you sent could not be delivered. This is a permanent error.

                  hidden@inner.example.net
                    (generated from anna@example.net)
                    host in.example.net [192.0.2.1]: 550 5.1.1 User unknown
                """);
        assertThat(read.reports()).singleElement().satisfies(report -> {
            assertThat(report.recipient()).hasToString("anna@example.net");
            assertThat(report.reason()).isEqualTo(Reason.USER_UNKNOWN);
        });
    }

    @Test
    void an_address_to_ask_for_help_has_not_failed() {
        var read = Mime.notice("""
                Your message could not be delivered to the following address:

                <anna@example.net>: mailbox is full

                For further assistance, please contact
                <support@mx.example.net>
                """);
        assertThat(read.reports())
                .extracting(report -> String.valueOf(report.recipient()))
                .containsExactly("anna@example.net");
    }

    @Test
    void somebody_who_took_a_mail_out_of_the_spam_folder_has_not_complained() {
        var read = Mime.read("""
                From: fbl@example.net
                To: abuse@example.com
                Subject: FW: x
                Content-Type: multipart/report; report-type=feedback-report; boundary=b

                --b
                Content-Type: message/feedback-report

                Feedback-Type: not-spam
                Version: 1
                --b--
                """);
        assertThat(read.kind()).isNotEqualTo(IncomingKind.COMPLAINT);
    }

    @Test
    void a_complaint_names_who_complained_even_where_the_mail_lost_its_recipients() {
        var read = Mime.read("""
                From: fbl@example.net
                To: abuse@example.com
                Subject: FW: x
                Content-Type: multipart/report; report-type=feedback-report; boundary=b

                --b
                Content-Type: message/feedback-report

                Feedback-Type: abuse
                Original-Rcpt-To: anna@example.net
                --b
                Content-Type: message/rfc822

                Message-ID: <m.1@track.example.com>
                From: sales@example.com
                To: undisclosed

                x
                --b--
                """);
        assertThat(read.kind()).isEqualTo(IncomingKind.COMPLAINT);
        assertThat(read.because()).isEqualTo("feedback-abuse");
        assertThat(read.original().recipients()).extracting(Object::toString).containsExactly("anna@example.net");
        assertThat(read.refersTo()).containsExactly("m.1@track.example.com");
    }

    @Test
    void a_receipt_that_a_program_sent_by_itself_does_not_say_that_anybody_read() {
        var form = """
                From: buyer@example.net
                To: sales@example.com
                Subject: Read
                Content-Type: multipart/report; report-type=disposition-notification; boundary=b

                --b
                Content-Type: message/disposition-notification

                Original-Message-ID: <m.1@track.example.com>
                Disposition: %s
                --b--
                """;
        assertThat(Mime.read(form.formatted("manual-action/MDN-sent-manually; displayed"))
                        .displayed())
                .isTrue();
        assertThat(Mime.read(form.formatted("manual-action/MDN-sent-automatically;displayed"))
                        .displayed())
                .isTrue();
        assertThat(Mime.read(form.formatted("automatic-action/MDN-sent-automatically; displayed"))
                        .displayed())
                .isFalse();
        var deleted = Mime.read(form.formatted("manual-action/MDN-sent-manually; deleted"));
        assertThat(deleted.displayed()).isFalse();
        assertThat(deleted.kind()).isEqualTo(IncomingKind.READ_RECEIPT);
        assertThat(deleted.refersTo()).containsExactly("m.1@track.example.com");
    }

    @Test
    void a_mail_to_our_address_for_it_asks_to_stop_and_a_bounce_to_it_does_not() {
        var asked = Mime.read("From: buyer@example.net\nTo: unsubscribe+Abc1@track.example.com\nSubject: x\n\n\n");
        assertThat(asked.kind()).isEqualTo(IncomingKind.UNSUBSCRIBE);
        assertThat(asked.to()).extracting(Object::toString).containsExactly("unsubscribe+abc1@track.example.com");
        var bounced = Mime.read("""
                Return-Path: <>
                From: MAILER-DAEMON@mx.example.net
                To: unsubscribe+Abc1@track.example.com
                Subject: Undelivered mail

                <a@example.net>: 550 5.1.1 User unknown
                """);
        assertThat(bounced.kind()).isEqualTo(IncomingKind.BOUNCE);
    }

    @Test
    void a_request_to_stop_inside_a_conversation_is_a_reply() {
        assertThat(Mime.person("Re: Offer", "Please do not write to me again.").kind())
                .isEqualTo(IncomingKind.REPLY);
    }

    @Test
    void an_automatic_reply_tells_when_the_person_is_back() {
        var read = Mime.person("Re: Offer", "Auto-Submitted: auto-replied\n", "I am away until 14 March.");
        assertThat(read.kind()).isEqualTo(IncomingKind.AUTO_REPLY);
        assertThat(read.returnsOn()).isEqualTo(LocalDate.of(2026, 3, 14));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Auto-Submitted: auto-generated\n",
                "Auto-Submitted: auto-replied (vacation)\n",
                "X-Autoreply: yes\n",
                "X-Autorespond: vacation\n",
                "Precedence: auto_reply\n",
                "X-MS-Exchange-Inbox-Rules-Loop: buyer@example.net\n",
            })
    void what_programs_say_of_themselves_makes_an_automatic_reply(String field) {
        assertThat(Mime.person("Re: Offer", field, "Thank you.").kind()).isEqualTo(IncomingKind.AUTO_REPLY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Auto-Submitted: no\n",
                "X-Auto-Response-Suppress: All\n",
                "X-Auto-Response-Suppress: DR, OOF, AutoReply\n",
                "X-Mailer: Microsoft Outlook 16.0\n",
                "List-Id: <team.example.net>\n",
            })
    void a_person_stays_a_person_whatever_the_program_adds(String field) {
        assertThat(Mime.person("Re: Offer", field, "Out of office last week, sorry.")
                        .kind())
                .isEqualTo(IncomingKind.REPLY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Automatic reply: Offer",
                "Out of Office: Offer",
                "Out of office until Monday",
                "Auto: Offer",
                "Away until May 5",
                "Abwesenheitsnotiz: Angebot",
                "Automatische Antwort: Angebot",
                "Réponse automatique : Offre",
                "Absence du bureau",
                "Respuesta automática: Oferta",
                "Risposta automatica: Offerta",
                "Automatisch antwoord: Aanbod",
                "自動返信: 見積もり",
            })
    void the_words_of_a_subject_are_enough_where_nothing_else_is_said(String subject) {
        assertThat(Mime.person(subject, "x").kind()).isEqualTo(IncomingKind.AUTO_REPLY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Re: Automatic reply: Offer",
                "AW: Abwesenheitsnotiz: Angebot",
                "Re: Automatisierung der Antworten",
                "Question about automation",
                "Urlaubsangebot 2026",
            })
    void an_answer_to_an_automatic_reply_is_a_persons(String subject) {
        assertThat(Mime.person(subject, "Welcome back! Shall we talk?").kind()).isEqualTo(IncomingKind.REPLY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Thank you for your email. I am out of the office until 14 March and will reply when I return.",
                "Guten Tag, ich bin bis zum 14.3. nicht im Büro. In dringenden Fällen wenden Sie sich bitte an Anna.",
                "Bonjour, je suis actuellement en congés. En cas d'urgence, merci de contacter Anna.",
                "This is an automated response. I am on vacation and will get back to you upon my return.",
            })
    void a_text_that_says_who_is_away_and_what_to_do_meanwhile_is_an_automatic_reply(String text) {
        assertThat(Mime.person("Re: Offer", text).kind()).isEqualTo(IncomingKind.AUTO_REPLY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I was out of office last week, sorry for the delay. Let us talk on Friday.",
                "Sounds good. I'm away until Thursday, can we talk then?",
                "Ich war im Urlaub, daher erst heute: einverstanden.",
                "Nous avons bien lu votre offre. Anna est en vacances, appelez-moi.",
                "We could not deliver your goods because of a 550 error in our warehouse. Please call.",
                "The address does not exist any more, please write to anna@example.net instead.",
            })
    void a_person_who_writes_of_such_things_has_written_a_reply(String text) {
        assertThat(Mime.person("Re: Offer", text).kind()).isEqualTo(IncomingKind.REPLY);
    }

    @Test
    void html_alone_is_read_without_what_it_quotes() {
        var read = Mime.read("""
                From: buyer@example.net
                To: sales@example.com
                Subject: Re: Offer
                In-Reply-To: <m.1@x.example>
                Content-Type: text/html; charset=utf-8

                <style>.x{}</style><p>Yes, please.</p><blockquote>I am out of the office until Monday. In urgent cases contact Anna.</blockquote>
                """);
        assertThat(read.kind()).isEqualTo(IncomingKind.REPLY);
    }

    @Test
    void an_event_of_amazon_ses_is_a_bounce_of_its_recipients() {
        var read = Mime.read("""
                From: no-reply@sns.amazonaws.com
                To: sales@example.com
                Subject: AWS Notification Message
                X-AMZ-SNS-Message-Id: 1

                {"notificationType":"Bounce","bounce":{"bounceType":"Permanent","bounceSubType":"General","bouncedRecipients":[
                {"emailAddress":"anna@example.net","action":"failed","status":"5.1.1","diagnosticCode":"smtp; 550 5.1.1 user unknown"}]},
                "mail":{"destination":["anna@example.net"],"headers":[{"name":"Message-ID","value":"<m.1@track.example.com>"}]}}
                """);
        assertThat(read.kind()).isEqualTo(IncomingKind.BOUNCE);
        assertThat(read.reports()).extracting(Report::hard).containsExactly(true);
        assertThat(read.refersTo()).containsExactly("m.1@track.example.com");
    }
}
