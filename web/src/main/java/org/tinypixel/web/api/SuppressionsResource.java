package org.tinypixel.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.Invalid;
import org.tinypixel.base.Page;
import org.tinypixel.base.PageRequest;
import org.tinypixel.privacy.Privacy;

/** Who gets no mail and who is not tracked. */
@Path("/suppressions")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class SuppressionsResource {
    @Inject
    Privacy privacy;

    @Inject
    Caller caller;

    /** A new entry. */
    public record NewSuppression(
            @Nullable String email,
            Privacy.@Nullable Kind kind,
            @Nullable String note) {}

    @GET
    public Page<Privacy.Suppression> list(
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("q") @Nullable String q,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return privacy.list(caller.viewer(), kind(kind), q, PageRequest.of(limit, cursor));
    }

    private static Privacy.@Nullable Kind kind(@Nullable String word) {
        return word == null || word.isEmpty()
                ? null
                : Arrays.stream(Privacy.Kind.values())
                        .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(word))
                        .findFirst()
                        .orElseThrow(() -> new Invalid("kind", "There is no kind " + word + "."));
    }

    @POST
    public Response add(@Nullable NewSuppression body) {
        var given = AdministrationResource.given(body);
        var address = EmailAddress.parse(given.email() == null ? "" : given.email());
        new Invalid.Collector()
                .require(address.isPresent(), "email", "This is no e-mail address; one looks like anna@example.com.")
                .require(given.kind() != null, "kind", "The kind is mail (no more mail) or tracking (not tracked).")
                .throwIfAny();
        var kind = given.kind() == null ? Privacy.Kind.MAIL : given.kind();
        var note = given.note() == null ? "" : given.note();
        return AdministrationResource.created(privacy.add(caller.viewer(), address.orElseThrow(), kind, note));
    }

    @DELETE
    @Path("{id}")
    public void remove(@PathParam("id") String id) {
        privacy.remove(caller.viewer(), id);
    }
}
