package org.tinypixel.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.Page;
import org.tinypixel.connect.Looked;
import org.tinypixel.relay.RelayDraft;
import org.tinypixel.relay.RelaySettings;
import org.tinypixel.relay.RelayView;

/** The mail servers that take our mail, for administrators. Passwords go in and never come out. */
@Path("/relays")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class RelaysResource {
    @Inject
    RelaySettings relays;

    @Inject
    Caller caller;

    @GET
    public Page<RelayView> list() {
        return Page.all(relays.list(caller.viewer()));
    }

    @POST
    public Response add(@Nullable RelayDraft draft) {
        return AdministrationResource.created(relays.create(caller.viewer(), AdministrationResource.given(draft)));
    }

    @GET
    @Path("{id}")
    public RelayView find(@PathParam("id") String id) {
        return relays.get(caller.viewer(), id);
    }

    @PUT
    @Path("{id}")
    public RelayView change(@PathParam("id") String id, @Nullable RelayDraft draft) {
        return relays.update(caller.viewer(), id, AdministrationResource.given(draft));
    }

    @DELETE
    @Path("{id}")
    public void remove(@PathParam("id") String id) {
        relays.delete(caller.viewer(), id);
    }

    /** Looks at a new server that is not saved. */
    @POST
    @Path("test")
    public Looked test(@Nullable RelayDraft draft) {
        return relays.test(caller.viewer(), AdministrationResource.given(draft));
    }

    /** Looks at a saved server: as it is stored, or with the changes in the body and the stored password. */
    @POST
    @Path("{id}/test")
    public Looked test(@PathParam("id") String id, @Nullable RelayDraft draft) {
        return draft == null ? relays.test(caller.viewer(), id) : relays.test(caller.viewer(), id, draft);
    }
}
