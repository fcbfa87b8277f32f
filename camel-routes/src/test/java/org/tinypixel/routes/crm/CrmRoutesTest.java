package org.tinypixel.routes.crm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.Ids;
import org.tinypixel.crm.Command;
import org.tinypixel.crm.CrmAccount;
import org.tinypixel.crm.CrmBatch;
import org.tinypixel.crm.CrmConnector;
import org.tinypixel.crm.CrmConnectorContract;
import org.tinypixel.crm.CrmSync;
import org.tinypixel.crm.Finding;
import org.tinypixel.crm.Outcome;
import org.tinypixel.outbox.Claim;
import org.tinypixel.outbox.Topic;

/** The routes with commands that the test makes due and a CRM that it lets hang. */
@SuppressWarnings("serial")
final class CrmRoutesTest {
    private static final String HANGS = Ids.next();
    private static final String WELL = Ids.next();

    private final Queue<Claim> due = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<String> recorded = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> givenBack = new LinkedBlockingQueue<>();
    private final AtomicInteger changed = new AtomicInteger(1_003);
    private final AtomicInteger asked = new AtomicInteger();
    private final BlockingQueue<Integer> dropped = new LinkedBlockingQueue<>();
    private final CountDownLatch hanging = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    /** Its keys begin with the connection's id. */
    private final class Sync extends CrmSync {
        private final boolean alone;

        Sync(boolean alone) {
            this.alone = alone;
        }

        @Override
        public boolean isAlone() {
            return alone;
        }

        @Override
        public int dropEngagements(int limit) {
            var some = Math.min(limit, changed.get());
            changed.addAndGet(-some);
            dropped.add(some);
            return some;
        }

        @Override
        public List<Claim> claimEngagements(int limit) {
            asked.incrementAndGet();
            return List.of();
        }

        @Override
        public List<Claim> claimCommands(int limit) {
            var claims = new ArrayList<Claim>();
            for (var claim = due.poll(); claim != null; claim = due.poll()) {
                claims.add(claim);
            }
            return claims;
        }

        @Override
        public List<CrmBatch> begin(List<Claim> claims) {
            return claims.stream()
                    .map(claim -> new CrmBatch(
                            new CrmAccount(claim.key().substring(0, 22), 1, Map.of()),
                            "model",
                            List.of(new CrmBatch.Task(
                                    claim,
                                    CrmConnectorContract.opens(null, CrmConnectorContract.key(1), null, 1),
                                    EmailAddress.of("bob@example.org"),
                                    false))))
                    .toList();
        }

        @Override
        public CrmConnector connector(CrmBatch batch) {
            return new Connector();
        }

        @Override
        public void record(CrmBatch batch, List<Outcome> outcomes) {
            recorded.add(batch.tasks().get(0).claim().key());
        }

        @Override
        public void giveBack(CrmBatch batch) {
            givenBack.add(batch.tasks().get(0).claim().key());
        }
    }

    private final class Connector implements CrmConnector {
        @Override
        public Descriptor descriptor() {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Finding> preflight(CrmAccount account) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Resolution resolve(CrmAccount account, Set<EmailAddress> addresses) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Outcome> apply(CrmAccount account, List<Command> commands) {
            if (account.id().equals(HANGS)) {
                hanging.countDown();
                try {
                    release.await();
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            }
            return List.of(new Outcome.Ok("1", null));
        }
    }

    private void due(String connection, int number) {
        due.add(new Claim(Ids.next(), Topic.CRM, connection + number, 1, 1, 0));
    }

    @Test
    @Tag("C4")
    void a_crm_that_hangs_keeps_no_other_waiting_and_its_overflow_goes_back() throws Exception {
        var http = new CamelHttp(List.of(), SystemDefaultDnsResolver.INSTANCE, CamelHttp.USUAL);
        try (var context = new DefaultCamelContext()) {
            context.disableJMX();
            context.addRoutes(new CrmRoutes(new Sync(false), http));
            for (var number = 0; number < 4; number++) {
                due(HANGS, number);
            }
            context.start();
            assertThat(hanging.await(60, TimeUnit.SECONDS)).isTrue();
            due(WELL, 0);
            assertThat(recorded.poll(60, TimeUnit.SECONDS)).isEqualTo(WELL + 0);
            // One is with the CRM, one waits in the lane (or two, where the first left the queue in time).
            assertThat(givenBack.poll(60, TimeUnit.SECONDS)).startsWith(HANGS);
            release.countDown();
            assertThat(recorded.poll(60, TimeUnit.SECONDS)).isEqualTo(HANGS + 0);
        }
    }

    @Test
    void without_any_crm_changes_are_forgotten_in_portions() throws Exception {
        var http = new CamelHttp(List.of(), SystemDefaultDnsResolver.INSTANCE, CamelHttp.USUAL);
        try (var context = new DefaultCamelContext()) {
            context.disableJMX();
            context.addRoutes(new CrmRoutes(new Sync(true), http));
            context.start();
            assertThat(dropped.poll(60, TimeUnit.SECONDS)).isEqualTo(500);
            assertThat(dropped.poll(60, TimeUnit.SECONDS)).isEqualTo(500);
            assertThat(dropped.poll(60, TimeUnit.SECONDS)).isEqualTo(3);
            assertThat(asked).hasValue(0);
        }
    }
}
