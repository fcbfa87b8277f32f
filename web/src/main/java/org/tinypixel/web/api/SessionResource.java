package org.tinypixel.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tinypixel.access.Client;
import org.tinypixel.access.NewUser;
import org.tinypixel.access.Role;
import org.tinypixel.access.Sessions;
import org.tinypixel.access.Sessions.Outcome;
import org.tinypixel.access.User;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.Invalid;
import org.tinypixel.settings.Settings;
import org.tinypixel.submission.GatewayState;
import org.tinypixel.web.api.Problem.Kind;
import org.tinypixel.web.session.Authentication;
import org.tinypixel.web.track.ClientAddress;

/** Signing in and out, and the first administrator. */
@Path("/")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class SessionResource {
    @Inject
    Sessions sessions;

    @Inject
    Settings settings;

    @Inject
    GatewayState gateway;

    @Inject
    Authentication authentication;

    @Inject
    Caller caller;

    @Inject
    ClientAddress addresses;

    @Context
    HttpServletRequest request;

    /** What a page must know before it shows anything. */
    public record SessionView(
            boolean setUpNeeded,
            @Nullable Me user,
            @Nullable String csrf,
            Product product) {}

    /** The person who is signed in. */
    public record Me(String id, String name, String email, List<Role> roles, List<User.Team> teams) {}

    /**
     * This installation.
     *
     * @param smtpPort where mail programs hand in mails; null where they cannot
     */
    public record Product(
            String version,
            String publicUrl,
            String relay,
            @Nullable Integer smtpPort) {}

    /** Address and password. */
    public record Credentials(
            @Nullable String email, @Nullable String password) {}

    /** The first administrator. */
    public record FirstAdministrator(
            @Nullable String name,
            @Nullable String email,
            @Nullable String password) {}

    @GET
    @Path("session")
    public SessionView session() {
        return view(caller.viewerOrNull(), caller.sessionToken());
    }

    @POST
    @Path("set-up")
    public Response setUp(@Nullable FirstAdministrator given) {
        var first = given == null ? new FirstAdministrator(null, null, null) : given;
        var signedIn = sessions.setUp(new NewUser(first.name(), first.email(), first.password(), null, null), client());
        return answer(201, signedIn);
    }

    @POST
    @Path("session")
    public Response signIn(@Nullable Credentials given) {
        if (given == null || given.email() == null || given.password() == null) {
            throw new Invalid("email", "Please give address and password.");
        }
        var outcome = sessions.signIn(given.email(), given.password(), client());
        if (outcome instanceof Outcome.Refused refused) {
            var kind = refused.pause() == null ? Kind.UNAUTHENTICATED : Kind.TOO_MANY;
            var answer = Response.fromResponse(Problem.of(kind, refused.reason(), List.of(), caller.requestId())
                    .response());
            var pause = refused.pause();
            return pause == null
                    ? answer.build()
                    : answer.header("Retry-After", null)
                            .header("Retry-After", pause.toSeconds())
                            .build();
        }
        return answer(200, (Outcome.SignedIn) outcome);
    }

    @DELETE
    @Path("session")
    public Response signOut() {
        var token = caller.sessionToken();
        if (token != null) {
            sessions.signOut(token);
        }
        return Response.noContent()
                .header("Set-Cookie", authentication.cookie(null))
                .build();
    }

    private Response answer(int status, Outcome.SignedIn signedIn) {
        return Response.status(status)
                .header("Set-Cookie", authentication.cookie(signedIn.token()))
                .entity(view(signedIn.viewer(), signedIn.token()))
                .build();
    }

    private SessionView view(@Nullable Viewer viewer, @Nullable String token) {
        return new SessionView(
                viewer == null && sessions.setUpNeeded(),
                viewer == null ? null : me(viewer),
                token == null ? null : authentication.csrf(token),
                new Product(
                        version(),
                        settings.publicUrl().toString(),
                        relay(),
                        gateway.view().port()));
    }

    private Me me(Viewer viewer) {
        return new Me(
                viewer.id().value(),
                viewer.name(),
                viewer.address().value(),
                viewer.roles().stream().sorted().toList(),
                sessions.teams(viewer));
    }

    private String relay() {
        return settings.relay() instanceof Settings.Relay.Capture ? "capture" : "smtp";
    }

    private static String version() {
        var version = SessionResource.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    private Client client() {
        return new Client(addresses.of(request), request.getHeader("User-Agent"));
    }
}
