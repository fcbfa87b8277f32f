package org.tinypixel.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.Invalid;
import org.tinypixel.base.Json;
import org.tinypixel.base.Page;
import org.tinypixel.base.PageRequest;
import org.tinypixel.followup.FollowUp;
import org.tinypixel.followup.FollowUpState;
import org.tinypixel.followup.FollowUps;

/** The queue of follow-ups. */
@Path("/follow-ups")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class FollowUpsResource {
    @Inject
    FollowUps followUps;

    @Inject
    Caller caller;

    /** Until when. */
    public record Later(@Nullable Instant until) {}

    @GET
    public Page<FollowUp> list(
            @QueryParam("state") @Nullable String state,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return followUps.list(caller.viewer(), state(state), PageRequest.of(limit, cursor));
    }

    @GET
    @Path("{id}")
    public FollowUp find(@PathParam("id") String id) {
        return followUps.find(caller.viewer(), id);
    }

    @POST
    @Path("{id}/send")
    public FollowUp send(@PathParam("id") String id) {
        return followUps.send(caller.viewer(), id);
    }

    @POST
    @Path("{id}/postpone")
    public FollowUp postpone(@PathParam("id") String id, @Nullable Later later) {
        return followUps.postpone(
                caller.viewer(), id, AdministrationResource.given(later).until());
    }

    @POST
    @Path("{id}/stop")
    public FollowUp stop(@PathParam("id") String id) {
        return followUps.stop(caller.viewer(), id);
    }

    private static @Nullable FollowUpState state(@Nullable String word) {
        if (word == null || word.isBlank()) {
            return null;
        }
        try {
            return Json.MAPPER.convertValue(word, FollowUpState.class);
        } catch (IllegalArgumentException unknown) {
            throw new Invalid("state", "“" + word + "” is no state of a follow-up.");
        }
    }
}
