package org.tinypixel.web.ops;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tinypixel.settings.Settings;

/** Says the address to open, once the server really answers there: it asks its own health page until that is so. */
@WebListener
public class ReadyLine implements ServletContextListener {
    private static final Logger LOG = LoggerFactory.getLogger(ReadyLine.class);
    private static final int MILLIS_BETWEEN_QUESTIONS = 100;
    private static final int MILLIS_FOR_AN_ANSWER = 2000;

    @Inject
    Settings settings;

    @Resource
    ManagedThreadFactory threads;

    private final CountDownLatch stop = new CountDownLatch(1);

    @Override
    public void contextInitialized(ServletContextEvent event) {
        threads.newThread(this::sayWhenReady).start();
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        stop.countDown();
    }

    private void sayWhenReady() {
        try {
            while (!stop.await(MILLIS_BETWEEN_QUESTIONS, TimeUnit.MILLISECONDS)) {
                if (answers()) {
                    LOG.info("Tinypixel is ready: {}", settings.publicUrl());
                    return;
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean answers() {
        try {
            var bound = InetAddress.getByName(settings.bind());
            var host = bound.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : bound;
            var address =
                    new URI("http", null, host.getHostAddress(), settings.httpPort(), "/health/started", null, null);
            var connection = (HttpURLConnection) address.toURL().openConnection();
            try {
                connection.setConnectTimeout(MILLIS_FOR_AN_ANSWER);
                connection.setReadTimeout(MILLIS_FOR_AN_ANSWER);
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException notYet) {
            return false;
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException("the settings hold a checked address", impossible);
        }
    }
}
