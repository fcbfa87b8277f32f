package org.tinypixel.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tinypixel.settings.Settings;
import org.tinypixel.submission.GatewayState;

/** What a person types into a mail program so that its mails go through Tinypixel. */
@Path("/smtp")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class SmtpResource {
    @Inject
    Settings settings;

    @Inject
    GatewayState gateway;

    @Inject
    Caller caller;

    /**
     * The values to type.
     *
     * @param port with STARTTLS; null where there is none
     * @param tlsPort with TLS from the first byte; null where there is none
     * @param certificate what the mail program will see; null where nothing listens
     * @param trouble why nothing listens, as a sentence; null where it does, or is switched off
     * @param onlyThisMachine nobody else can reach the port
     * @param switchAddresses addresses for Bcc that switch something for one mail
     */
    public record SmtpView(
            String host,
            @Nullable Integer port,
            @Nullable Integer tlsPort,
            String user,
            GatewayState.@Nullable Certificate certificate,
            @Nullable String trouble,
            boolean onlyThisMachine,
            int maxBytes,
            int maxRecipients,
            List<String> switchAddresses) {}

    @GET
    public SmtpView smtp() {
        var viewer = caller.viewer();
        var view = gateway.view();
        var bind = settings.bind();
        var host = Objects.requireNonNullElse(settings.publicUrl().getHost(), "localhost");
        var domain = settings.gateway().domains().stream().findFirst().orElse(host.toLowerCase(Locale.ROOT));
        return new SmtpView(
                host,
                view.port(),
                view.tlsPort(),
                viewer.address().value(),
                view.certificate(),
                view.trouble(),
                bind.startsWith("127.") || bind.equals("localhost") || bind.equals("::1"),
                settings.gateway().maxBytes(),
                settings.gateway().maxRecipients(),
                Stream.of("no-track", "anonymous", "followup-3d")
                        .map(local -> local + "@" + domain)
                        .toList());
    }
}
