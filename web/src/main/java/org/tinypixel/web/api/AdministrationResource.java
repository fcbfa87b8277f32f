package org.tinypixel.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tinypixel.access.Administration;
import org.tinypixel.access.ApiKey;
import org.tinypixel.access.AuditEntry;
import org.tinypixel.access.NewUser;
import org.tinypixel.access.User;
import org.tinypixel.access.UserChange;
import org.tinypixel.base.Invalid;
import org.tinypixel.base.Page;
import org.tinypixel.base.PageRequest;

/** Users, teams, API keys and the audit log. */
@Path("/")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class AdministrationResource {
    @Inject
    Administration administration;

    @Inject
    Caller caller;

    /** A name for something new. */
    public record Named(@Nullable String name) {}

    /** A new key; {@code key} is shown this once. */
    public record ShownKey(
            String id,
            String name,
            String prefix,
            Instant createdAt,
            @Nullable Instant lastUsedAt,
            boolean sendAsAny,
            String key) {}

    @GET
    @Path("users")
    public Page<User> users() {
        return Page.all(administration.users(caller.viewer()));
    }

    @POST
    @Path("users")
    public Response addUser(@Nullable NewUser user) {
        return created(administration.add(caller.viewer(), given(user)));
    }

    @PATCH
    @Path("users/{id}")
    public User changeUser(@PathParam("id") String id, @Nullable UserChange change) {
        return administration.change(caller.viewer(), id, given(change));
    }

    @GET
    @Path("teams")
    public Page<User.Team> teams() {
        return Page.all(administration.teams(caller.viewer()));
    }

    @POST
    @Path("teams")
    public Response addTeam(@Nullable Named team) {
        return created(administration.addTeam(caller.viewer(), given(team).name()));
    }

    @GET
    @Path("api-keys")
    public Page<ApiKey> apiKeys() {
        return Page.all(administration.apiKeys(caller.viewer()));
    }

    @POST
    @Path("api-keys")
    public Response addApiKey(@Nullable Named key) {
        var added = administration.addApiKey(caller.viewer(), given(key).name());
        var shown = added.key();
        return created(new ShownKey(
                shown.id(),
                shown.name(),
                shown.prefix(),
                shown.createdAt(),
                shown.lastUsedAt(),
                shown.sendAsAny(),
                added.secret()));
    }

    @DELETE
    @Path("api-keys/{id}")
    public void removeApiKey(@PathParam("id") String id) {
        administration.removeApiKey(caller.viewer(), id);
    }

    @GET
    @Path("audit")
    public Page<AuditEntry> audit(
            @QueryParam("limit") @Nullable Integer limit, @QueryParam("cursor") @Nullable String cursor) {
        return administration.audit(caller.viewer(), PageRequest.of(limit, cursor));
    }

    static Response created(Object entity) {
        return Response.status(Response.Status.CREATED).entity(entity).build();
    }

    /** The body, or the error that there is none. */
    static <T> T given(@Nullable T body) {
        if (body == null) {
            throw new Invalid("The body is empty; this address takes a JSON object.");
        }
        return body;
    }
}
