package org.tinypixel.hits;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tinypixel.database.DatabaseReady;
import org.tinypixel.settings.Settings;

/** Opens the journal with the deployment and lets its reader run from the moment the database is there until the server stops. Nobody calls this. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class HitDrain {
    private static final Logger LOG = LoggerFactory.getLogger(HitDrain.class);
    private static final Duration LAST_FOLDS = Duration.ofSeconds(5);

    @Inject
    JournalHitIntake journal;

    @Inject
    Instance<HitSink> sink;

    @Inject
    Instance<HitConsent> consent;

    @Inject
    HitLog log;

    @Inject
    Settings settings;

    @Inject
    InstantSource clock;

    @Resource(lookup = "java:jboss/datasources/TinypixelDS")
    DataSource source;

    @Resource
    ManagedThreadFactory threads;

    private volatile @Nullable JournalReader reader;
    private volatile @Nullable Thread thread;
    private volatile String node = "";

    @PostConstruct
    void open() {
        node = NodeName.readOrMake(settings.home());
    }

    /** Says that this node may hold hits that nobody knows of yet, before anything that decides starts; then reads them. */
    public void start(@Observes DatabaseReady ready) {
        log.publish(node, Instant.EPOCH);
        var running = new JournalReader(
                journal,
                batch -> sink.get().store(batch),
                copies -> consent.get().wanted(copies),
                new InDatabase(log, node),
                clock);
        reader = running;
        var fresh = threads.newThread(running);
        fresh.setName("tinypixel-hit-reader");
        thread = fresh;
        fresh.start();
    }

    @PreDestroy
    void stop() {
        var running = reader;
        var old = thread;
        if (running == null || old == null) {
            return;
        }
        running.stop();
        try {
            old.join(LAST_FOLDS.toMillis());
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        if (!old.isAlive() && running.finish(LAST_FOLDS)) {
            leave();
        }
    }

    private void leave() {
        try {
            HitRows.leave(source, node);
        } catch (SQLException away) {
            LOG.info("The other nodes learn in a quarter of an hour that this one stopped: {}", away.getMessage());
        }
    }

    private record InDatabase(HitLog log, String node) implements JournalReader.Ledger {
        @Override
        public void settle() {
            log.force();
        }

        @Override
        public void publish(Instant foldedUntil) {
            log.publish(node, foldedUntil);
        }

        @Override
        public String history() {
            return log.history();
        }
    }
}
