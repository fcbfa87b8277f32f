package org.tinypixel.web.track;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tinypixel.hits.HitIntake;
import org.tinypixel.tracking.Tokens;

/** Connects the handler with what it needs while the application starts, and lets all held pictures go before it ends. */
@WebListener
public class TrackStart implements ServletContextListener {
    private static final Logger LOG = LoggerFactory.getLogger(TrackStart.class);
    private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(2);

    @Inject
    Tokens tokens;

    @Inject
    HitIntake intake;

    @Inject
    HitReader reader;

    @Inject
    TrackCounts counts;

    private @Nullable Tracking tracking;
    private @Nullable Thread atShutdown;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        var live = new Tracking(tokens, intake, reader, counts, Tracking.Limits.USUAL);
        tracking = live;
        live.start();
        event.getServletContext().setAttribute(Tracking.NAME, live);
        if (event.getServletContext().getAttribute(Switchboard.NAME) instanceof Switchboard switchboard) {
            switchboard.connect(live);
        } else {
            LOG.info("This web server does not know the express lane: pixels and links go through servlets.");
        }
        // When the process is told to stop, the server first waits for requests in flight, and a held picture would be
        // one until its very end.
        var hook = new Thread(() -> live.letGo(LONGEST_FAREWELL), "held-pixels-end");
        Runtime.getRuntime().addShutdownHook(hook);
        atShutdown = hook;
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        if (tracking != null) {
            tracking.letGo(LONGEST_FAREWELL);
            tracking.stop();
        }
        try {
            if (atShutdown != null) {
                Runtime.getRuntime().removeShutdownHook(atShutdown);
            }
        } catch (IllegalStateException hooksRun) {
            LOG.trace("The process is ending", hooksRun);
        }
    }
}
