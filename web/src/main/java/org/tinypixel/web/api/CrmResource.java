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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.Invalid;
import org.tinypixel.base.Page;
import org.tinypixel.base.PageRequest;
import org.tinypixel.crm.ConnectionDraft;
import org.tinypixel.crm.ConnectionView;
import org.tinypixel.crm.CrmConnections;
import org.tinypixel.crm.CrmConnector;
import org.tinypixel.crm.DeliveryView;

/** Connections to CRMs and webhooks, and what they were told. Secrets go in and never come out. */
@Path("/crm")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class CrmResource {
    @Inject
    CrmConnections crm;

    @Inject
    Caller caller;

    @GET
    @Path("connectors")
    public Page<CrmConnector.Descriptor> connectors() {
        return Page.all(crm.connectors(caller.viewer()));
    }

    @GET
    @Path("connections")
    public Page<ConnectionView> list() {
        return Page.all(crm.list(caller.viewer()));
    }

    @POST
    @Path("connections")
    public Response add(@Nullable ConnectionDraft draft) {
        return AdministrationResource.created(crm.create(caller.viewer(), AdministrationResource.given(draft)));
    }

    @GET
    @Path("connections/{id}")
    public ConnectionView find(@PathParam("id") String id) {
        return crm.get(caller.viewer(), id);
    }

    @PUT
    @Path("connections/{id}")
    public ConnectionView change(@PathParam("id") String id, @Nullable ConnectionDraft draft) {
        return crm.update(caller.viewer(), id, AdministrationResource.given(draft));
    }

    @DELETE
    @Path("connections/{id}")
    public void remove(@PathParam("id") String id) {
        crm.delete(caller.viewer(), id);
    }

    /** Tries settings that are not saved. */
    @POST
    @Path("connections/test")
    public CrmConnections.Test test(@Nullable ConnectionDraft draft) {
        return crm.test(caller.viewer(), AdministrationResource.given(draft));
    }

    /** Tries a saved connection; one that works goes back into service. With a body it tries those changes, and saves nothing. */
    @POST
    @Path("connections/{id}/test")
    public CrmConnections.Test test(@PathParam("id") String id, @Nullable ConnectionDraft draft) {
        return draft == null ? crm.test(caller.viewer(), id) : crm.test(caller.viewer(), id, draft);
    }

    @GET
    @Path("connections/{id}/deliveries")
    public Page<DeliveryView> deliveries(
            @PathParam("id") String id,
            @QueryParam("state") @Nullable String state,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return crm.deliveries(caller.viewer(), id, state(state), PageRequest.of(limit, cursor));
    }

    @POST
    @Path("connections/{id}/deliveries/{delivery}/replay")
    public DeliveryView replay(@PathParam("id") String id, @PathParam("delivery") String delivery) {
        return crm.replay(caller.viewer(), id, delivery);
    }

    private static DeliveryView.@Nullable State state(@Nullable String word) {
        if (word == null || word.isEmpty()) {
            return null;
        }
        return Arrays.stream(DeliveryView.State.values())
                .filter(state -> word(state).equals(word))
                .findFirst()
                .orElseThrow(() -> new Invalid(
                        "state",
                        "The state is one of "
                                + Arrays.stream(DeliveryView.State.values())
                                        .map(CrmResource::word)
                                        .collect(Collectors.joining(", "))
                                + "."));
    }

    private static String word(DeliveryView.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
