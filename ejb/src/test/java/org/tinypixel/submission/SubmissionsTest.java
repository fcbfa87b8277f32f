package org.tinypixel.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tinypixel.access.Role;
import org.tinypixel.access.Sessions;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.Conflict;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.Invalid;
import org.tinypixel.base.MessageId;
import org.tinypixel.base.UserId;
import org.tinypixel.database.Database;
import org.tinypixel.database.TestDatabase;
import org.tinypixel.followup.Sequence;
import org.tinypixel.followup.WaitSequences;
import org.tinypixel.mail.Envelope;
import org.tinypixel.mail.Mail;
import org.tinypixel.privacy.Privacy;
import org.tinypixel.settings.TestSettings;
import org.tinypixel.tracking.CopyContent;
import org.tinypixel.tracking.Messages;
import org.tinypixel.tracking.RawSubmission;
import org.tinypixel.tracking.StoredCopy;
import org.tinypixel.tracking.StoredMessage;
import org.tinypixel.tracking.TrackedCopy;

@Timeout(120)
final class SubmissionsTest {
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
        private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
        private static final EmailAddress ANNA = EmailAddress.of("anna@example.com");
        private static final UserId ID = UserId.next();
        private static final Viewer VIEWER =
                new Viewer(ID, "Anna", ANNA, Set.of(ANNA), Set.of(Role.SALESPERSON), Set.of(ID), false);

        private final List<RawSubmission> sent = new ArrayList<>();
        private final List<Envelope> envelopes = new ArrayList<>();
        private @Nullable String notTracked;
        private TestDatabase database;
        private Instant now = NOW;

        abstract TestDatabase database();

        @BeforeEach
        void open() {
            database = database();
        }

        @AfterEach
        void close() {
            database.close();
        }

        private <T> T in(Function<Submissions, T> work) {
            return database.inTransaction(manager -> work.apply(facade(manager)));
        }

        @SuppressWarnings("UnnecessaryAssignment") // the container is not here, so the test injects
        private Submissions facade(EntityManager manager) {
            var facade = new Submissions();
            facade.database = manager;
            facade.state = new Database() {
                @Override
                public void mustBeReady() {
                    // It is.
                }
            };
            facade.sessions = new Sessions() {
                @Override
                public Optional<Viewer> byApiKey(String key) {
                    return key.equals("right") ? Optional.of(VIEWER) : Optional.empty();
                }
            };
            facade.privacy = new Privacy() {
                @Override
                public Optional<String> refusesMail(EmailAddress address) {
                    return address.local().equals("never") ? Optional.of("no more mail") : Optional.empty();
                }
            };
            facade.waits = new WaitSequences() {
                @Override
                public String find(Viewer viewer, int amount, Sequence.Unit unit) {
                    return amount + " " + unit;
                }
            };
            facade.mail = new Mail() {
                @Override
                public Messages.Created submitRaw(
                        Viewer viewer, RawSubmission raw, Function<EmailAddress, Envelope> asked) {
                    return created(raw, asked);
                }
            };
            facade.settings =
                    new TestSettings().publicUrl("https://t.example.com").get();
            facade.clock = () -> now;
            return facade;
        }

        private Messages.Created created(RawSubmission raw, Function<EmailAddress, Envelope> asked) {
            synchronized (sent) {
                sent.add(raw);
                raw.to().forEach(address -> envelopes.add(asked.apply(address)));
            }
            var copies = raw.to().stream()
                    .map(address -> new StoredCopy(
                            CopyId.next(),
                            address,
                            null,
                            notTracked == null,
                            address.local().equals("out") ? "recipient opted out" : notTracked,
                            List.of(),
                            null,
                            null))
                    .toList();
            var message = new StoredMessage(
                    MessageId.next(), ID, ANNA, null, "x", "x@y", List.of(), null, null, null, false, now, copies);
            return new Messages.Created(
                    message,
                    copies.stream()
                            .map(copy -> new TrackedCopy(
                                    copy, () -> CopyContent.of(new byte[0]), () -> null, null, null, List.of()))
                            .toList(),
                    true);
        }

        private static Submission mail(String text, String... recipients) {
            return new Submission(
                    VIEWER,
                    ANNA,
                    List.of(recipients).stream()
                            .map(EmailAddress::of)
                            .map(Submission.Recipient::of)
                            .toList(),
                    text.getBytes(StandardCharsets.UTF_8),
                    false,
                    false,
                    null,
                    null);
        }

        private Submissions.Accepted accept(Submission submission) {
            return in(facade -> facade.accept(submission));
        }

        @Test
        @Tag("S3")
        void the_same_mail_within_ten_minutes_is_the_same_mail() {
            var first = accept(mail("x", "bob@example.org", "carl@example.org"));
            now = NOW.plus(Duration.ofMinutes(9));
            var again = accept(mail("x", "carl@example.org", "bob@example.org"));
            assertThat(again).isEqualTo(new Submissions.Accepted(first.id(), "", true));
            assertThat(sent).hasSize(1);
            for (var other : List.of(mail("y", "bob@example.org", "carl@example.org"), mail("x", "bob@example.org"))) {
                assertThat(accept(other).again()).isFalse();
            }
            now = NOW.plus(Duration.ofMinutes(10));
            var later = accept(mail("x", "bob@example.org", "carl@example.org"));
            assertThat(later.again()).isFalse();
            assertThat(later.id()).isNotEqualTo(first.id());
            assertThat(accept(mail("x", "bob@example.org", "carl@example.org")).id())
                    .isEqualTo(later.id());
        }

        @Test
        @Tag("S3")
        void two_at_the_same_moment_are_sent_once() throws Exception {
            var both = new CountDownLatch(2);
            var threads = Executors.newFixedThreadPool(2);
            try {
                var answers = threads.invokeAll(List.of(racing(both), racing(both)));
                var ids = new ArrayList<MessageId>();
                for (var answer : answers) {
                    answer.get(60, TimeUnit.SECONDS).ifPresent(ids::add);
                }
                assertThat(ids)
                        .as("whoever was refused asks again and finds the other")
                        .isNotEmpty();
                var known = accept(mail("race", "bob@example.org"));
                assertThat(known.again()).isTrue();
                assertThat(ids).containsOnly(known.id());
            } finally {
                threads.shutdown();
            }
        }

        private java.util.concurrent.Callable<Optional<MessageId>> racing(CountDownLatch both) {
            return () -> {
                both.countDown();
                both.await();
                try {
                    return Optional.of(accept(mail("race", "bob@example.org")).id());
                } catch (Conflict other) {
                    return Optional.empty();
                }
            };
        }

        @Test
        void the_sender_learns_what_is_not_tracked() {
            notTracked = null;
            assertThat(accept(mail("1", "bob@example.org", "out@example.org")).note())
                    .isEqualTo("Not tracked for 1 of 2: recipient opted out");
            notTracked = "plain text";
            assertThat(accept(mail("2", "bob@example.org", "out@example.org")).note())
                    .isEqualTo("Not tracked: plain text; recipient opted out");
            assertThat(accept(mail("2", "bob@example.org", "out@example.org")).note())
                    .isEqualTo("Not tracked: plain text; recipient opted out");
        }

        @Test
        void switches_and_wishes_are_handed_on() {
            var bob = new Submission.Recipient(
                    EmailAddress.of("bob@example.org"), Set.of(Envelope.Notify.NEVER), "rfc822;b@example.org");
            var carl = Submission.Recipient.of(EmailAddress.of("carl@example.org"));
            var wait = Submission.Recipient.of(EmailAddress.of("followup-2w@t.example.com"));
            accept(new Submission(
                    VIEWER,
                    ANNA,
                    List.of(bob, carl, wait),
                    "\u00fc".getBytes(StandardCharsets.UTF_8),
                    true,
                    false,
                    null,
                    null));
            assertThat(sent).singleElement().satisfies(raw -> {
                assertThat(raw.to()).containsExactly(bob.address(), carl.address());
                assertThat(raw.hidden()).containsExactly(wait.address());
                assertThat(raw.sequence()).isEqualTo("14 DAYS");
                assertThat(raw.smtputf8()).isTrue();
            });
            assertThat(envelopes)
                    .containsExactly(
                            new Envelope(
                                    true,
                                    true,
                                    new Envelope.Dsn(
                                            null, null, Set.of(Envelope.Notify.NEVER), "rfc822;b@example.org")),
                            new Envelope(true, true, null));
        }

        private Optional<Viewer> signIn(String user, String key) {
            return in(facade -> facade.signIn(user, key));
        }

        private Optional<String> refuses(String address) {
            return in(facade -> facade.refuses(EmailAddress.of(address)));
        }

        private int forgetOld(Instant when) {
            return in(facade -> facade.forgetOld(when));
        }

        @Test
        void a_key_signs_in_its_own_account() {
            assertThat(signIn("Anna@Example.com", "right")).contains(VIEWER);
            assertThat(signIn("APIKEY", "right")).contains(VIEWER);
            assertThat(signIn("boss@example.com", "right")).isEmpty();
            assertThat(signIn("apikey", "wrong")).isEmpty();
        }

        @Test
        void recipients_are_refused_with_the_reason() {
            assertThat(refuses("bob@example.org")).isEmpty();
            assertThat(refuses("never@example.org")).contains("no more mail");
            assertThat(refuses("no-track@t.example.com")).isEmpty();
            assertThat(refuses("followup-0d@t.example.com")).isPresent();
            assertThatThrownBy(() -> accept(mail("x", "no-track@t.example.com")))
                    .isInstanceOf(Invalid.class);
        }

        @Test
        void retries_are_forgotten_in_time() {
            accept(mail("x", "bob@example.org"));
            assertThat(forgetOld(NOW.plus(Duration.ofMinutes(9)))).isZero();
            assertThat(forgetOld(NOW.plus(Duration.ofMinutes(11)))).isEqualTo(1);
        }
    }
}
