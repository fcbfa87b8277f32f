package org.tinypixel.web.recipient;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.HitId;
import org.tinypixel.hits.Hit;
import org.tinypixel.hits.HitIntake;
import org.tinypixel.hits.HitKind;
import org.tinypixel.privacy.Privacy;
import org.tinypixel.recipient.RecipientPages;

/**
 * Notes what a recipient wishes before it is answered. "No more mail" goes into the hit journal, which needs no database, and into the database, so that no follow-up
 * can overtake it on another node; either alone keeps the wish. The other wishes need the database.
 */
@ApplicationScoped
public class Wishes {
    private static final Logger LOG = LoggerFactory.getLogger(Wishes.class);
    private static final long PATIENCE_SECONDS = 5;

    @Inject
    RecipientPages pages;

    @Inject
    HitIntake intake;

    @Inject
    InstantSource clock;

    /** Whether it is kept for sure. */
    boolean noMoreMail(CopyId copy) {
        var journaled = journal(copy);
        return noted(() -> pages.wish(copy, Privacy.Kind.MAIL)) || journaled;
    }

    /** Whether it is kept for sure. */
    boolean noTracking(CopyId copy) {
        return noted(() -> pages.wish(copy, Privacy.Kind.TRACKING));
    }

    /** Whether it is kept for sure. */
    boolean ask(CopyId copy, RecipientPages.Question question) {
        return noted(() -> pages.ask(copy, question));
    }

    /** Empty where the mail is no longer stored, or the database does not answer. */
    Optional<RecipientPages.About> about(CopyId copy) {
        try {
            return pages.about(copy);
        } catch (RuntimeException down) {
            LOG.debug("A recipient's page is shown in its general form", down);
            return Optional.empty();
        }
    }

    private static boolean noted(Runnable work) {
        try {
            work.run();
            return true;
        } catch (RuntimeException down) {
            LOG.warn("A recipient's wish could not be stored in the database: {}", down.toString());
            return false;
        }
    }

    private boolean journal(CopyId copy) {
        var hit = new Hit(HitId.next(), copy, HitKind.UNSUBSCRIBE, -1, clock.instant(), "POST", null, Map.of(), null);
        try {
            intake.accept(hit).toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException notStored) {
            LOG.warn("A recipient's wish could not be stored in the journal: {}", notStored.toString());
            return false;
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
