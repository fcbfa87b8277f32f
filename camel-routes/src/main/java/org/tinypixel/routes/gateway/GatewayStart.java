package org.tinypixel.routes.gateway;

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
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tinypixel.routes.gateway.PemFiles.Unusable;
import org.tinypixel.settings.Settings;
import org.tinypixel.submission.GatewayState;
import org.tinypixel.submission.Submissions;

/** Starts the SMTP gateway with the server, whether the database is there or not, and stops it before. What keeps it from starting is told and stops nothing else. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class GatewayStart {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayStart.class);

    @Inject
    Settings settings;

    @Inject
    Submissions submissions;

    @Inject
    GatewayState state;

    @Inject
    InstantSource clock;

    @Resource
    ManagedThreadFactory threads;

    private @Nullable SmtpServer server;
    private @Nullable SubmissionDesk desk;

    @PostConstruct
    void start() {
        var gateway = settings.gateway();
        if (gateway.port() == 0 && gateway.tlsPort() == 0) {
            return;
        }
        try {
            var host = Objects.requireNonNullElse(settings.publicUrl().getHost(), "localhost");
            var certificates = new Certificates(gateway, settings.home().resolve("keys"), host, clock);
            var spool = settings.home().resolve("incoming");
            Files.createDirectories(spool);
            Spool.clean(spool);
            var asked = new SubmissionDesk(submissions, settings.home(), spool, threads);
            desk = asked;
            var setup = new Session.Setup(
                    host,
                    spool,
                    gateway.maxBytes(),
                    gateway.maxRecipients(),
                    gateway.idle(),
                    gateway.connection(),
                    asked,
                    certificates,
                    new GuessBrake(),
                    clock);
            var running = new SmtpServer(setup, gateway.maxConnections(), threads);
            server = running;
            listen(running, certificates);
        } catch (Unusable | IOException trouble) {
            tell("The SMTP gateway did not start: " + trouble.getMessage());
        }
    }

    private void listen(SmtpServer running, Certificates certificates) {
        var gateway = settings.gateway();
        var port = listen(running, "TINYPIXEL_SMTP_PORT", gateway.port(), false);
        var tlsPort = listen(running, "TINYPIXEL_SMTPS_PORT", gateway.tlsPort(), true);
        var certificate = port == null && tlsPort == null ? null : certificates.shown();
        state.tell(
                new GatewayState.View(port, tlsPort, certificate, state.view().trouble()));
    }

    private @Nullable Integer listen(SmtpServer running, String setting, int port, boolean tlsFirst) {
        if (port == 0) {
            return null;
        }
        try {
            return running.listen(InetAddress.getByName(settings.bind()), port, tlsFirst);
        } catch (IOException taken) {
            tell("The SMTP gateway does not listen on port " + port + " (" + setting + ", address " + settings.bind()
                    + "): " + taken.getMessage() + ". Another program may use it, or this user may not.");
            return null;
        }
    }

    private void tell(String trouble) {
        LOG.error("{} Everything else runs.", trouble);
        state.tell(new GatewayState.View(null, null, null, trouble));
    }

    @PreDestroy
    void stop() {
        if (server != null) {
            server.close();
        }
        if (desk != null) {
            desk.close();
        }
    }
}
