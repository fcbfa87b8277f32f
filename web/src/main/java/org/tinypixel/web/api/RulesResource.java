package org.tinypixel.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.tinypixel.engagement.RuleChanges;
import org.tinypixel.engagement.RulesView;

/** The rules by which hits are judged, and what new ones would change, for administrators. */
@Path("/rules")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class RulesResource {
    @Inject
    RuleChanges rules;

    @Inject
    Caller caller;

    @GET
    public RulesView rules() {
        return rules.view(caller.viewer());
    }

    /** Folds older copies by the new rules from now on. */
    @POST
    @Path("apply")
    public RulesView apply() {
        return rules.apply(caller.viewer());
    }
}
