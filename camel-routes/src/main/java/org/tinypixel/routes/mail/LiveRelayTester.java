package org.tinypixel.routes.mail;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.tinypixel.connect.Finding;
import org.tinypixel.relay.Relay;
import org.tinypixel.relay.RelayTester;
import org.tinypixel.routes.peer.Down;
import org.tinypixel.settings.Settings;

/** Looks at a mail server the way that mails go to it. */
@Dependent
final class LiveRelayTester implements RelayTester {
    private final Settings settings;
    private final InstantSource clock;

    @Inject
    LiveRelayTester(Settings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public List<Finding> look(Relay.Server server) {
        var findings = new ArrayList<Finding>();
        var connector = new SmtpConnector(
                server, MailDelivery.greeting(settings), Patience.LOOK, settings.internalHosts(), clock);
        try (var line = connector.connect(findings::add)) {
            if (!line.isReady()) {
                findings.add(Finding.block(
                        Finding.Step.GREETING, null, server + " ended the connection.", "Try again later."));
            }
        } catch (Down down) {
            findings.add(down.finding());
        }
        return findings;
    }
}
