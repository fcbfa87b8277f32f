package org.tinypixel.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.Invalid;
import org.tinypixel.base.Page;
import org.tinypixel.inbound.IncomingKind;
import org.tinypixel.inbound.IncomingMails;
import org.tinypixel.inbound.IncomingView;

/** What came back to mails that one sees: replies, automatic replies, notices, complaints. */
@Path("/incoming")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class IncomingResource {
    @Inject
    IncomingMails incoming;

    @Inject
    Caller caller;

    @GET
    public Page<IncomingView> list(
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("mailbox") @Nullable String mailbox,
            @BeanParam Paging paging) {
        return incoming.list(caller.viewer(), kind(kind), ReportQuery.given(mailbox), paging.request());
    }

    private static @Nullable IncomingKind kind(@Nullable String given) {
        var word = ReportQuery.given(given);
        if (word == null) {
            return null;
        }
        return Arrays.stream(IncomingKind.values())
                .filter(kind -> word(kind).equals(word))
                .findFirst()
                .orElseThrow(() -> new Invalid(
                        "kind",
                        "The kind is one of "
                                + Arrays.stream(IncomingKind.values())
                                        .map(IncomingResource::word)
                                        .collect(Collectors.joining(", "))
                                + "."));
    }

    private static String word(IncomingKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
