package org.tinypixel.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.Invalid;
import org.tinypixel.base.Page;
import org.tinypixel.mail.OutgoingQueue;
import org.tinypixel.mail.QueueFilter;
import org.tinypixel.mail.QueueView;

/** The queue of outgoing mail. */
@Path("/outgoing")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class OutgoingResource {
    @Inject
    OutgoingQueue queue;

    @Inject
    Caller caller;

    @GET
    public Page<QueueView> list(
            @QueryParam("state") @Nullable String state,
            @QueryParam("relay") @Nullable String relay,
            @QueryParam("q") @Nullable String q,
            @BeanParam Paging paging) {
        return queue.list(
                caller.viewer(),
                new QueueFilter(state(ReportQuery.given(state)), ReportQuery.given(relay), ReportQuery.given(q)),
                paging.request());
    }

    @GET
    @Path("{id}")
    public QueueView find(@PathParam("id") String id) {
        return queue.find(caller.viewer(), id);
    }

    /** Sends again what may not have arrived. */
    @POST
    @Path("{id}/repeat")
    public QueueView repeat(@PathParam("id") String id) {
        return queue.repeat(caller.viewer(), id);
    }

    @POST
    @Path("{id}/try")
    public QueueView tryNow(@PathParam("id") String id) {
        return queue.tryNow(caller.viewer(), id);
    }

    @POST
    @Path("{id}/withdraw")
    public QueueView withdraw(@PathParam("id") String id) {
        return queue.withdraw(caller.viewer(), id);
    }

    private static QueueView.@Nullable State state(@Nullable String word) {
        if (word == null) {
            return null;
        }
        return Arrays.stream(QueueView.State.values())
                .filter(state -> state.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new Invalid(
                        "state",
                        "The state is one of "
                                + Arrays.stream(QueueView.State.values())
                                        .map(QueueView.State::word)
                                        .collect(Collectors.joining(", "))
                                + "."));
    }
}
