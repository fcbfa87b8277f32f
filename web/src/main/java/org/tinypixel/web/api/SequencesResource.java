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
import org.tinypixel.followup.NewSequence;
import org.tinypixel.followup.Sequence;
import org.tinypixel.followup.Sequences;

/** Plans of follow-ups. */
@Path("/sequences")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class SequencesResource {
    @Inject
    Sequences sequences;

    @Inject
    Caller caller;

    @GET
    public Page<Sequence> list() {
        return Page.all(sequences.list(caller.viewer()));
    }

    @POST
    public Response add(@Nullable NewSequence sequence) {
        return AdministrationResource.created(sequences.add(caller.viewer(), AdministrationResource.given(sequence)));
    }

    @GET
    @Path("{id}")
    public Sequence find(@PathParam("id") String id) {
        return sequences.find(caller.viewer(), id);
    }

    @PUT
    @Path("{id}")
    public Sequence change(@PathParam("id") String id, @Nullable NewSequence sequence) {
        return sequences.change(caller.viewer(), id, AdministrationResource.given(sequence));
    }

    @DELETE
    @Path("{id}")
    public void remove(@PathParam("id") String id) {
        sequences.remove(caller.viewer(), id);
    }
}
