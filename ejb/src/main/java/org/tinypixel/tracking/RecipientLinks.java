package org.tinypixel.tracking;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.tinypixel.base.CopyId;
import org.tinypixel.settings.Settings;

/** The addresses of a recipient's own pages, which link to each other. No database. */
@ApplicationScoped
public class RecipientLinks {
    @Inject
    Tokens tokens;

    @Inject
    Settings settings;

    /** Where it says what is recorded of the copy's recipient. */
    public String about(CopyId copy) {
        return decision(copy).aboutUrl();
    }

    /** Where the copy's recipient says "no more". */
    public String unsubscribe(CopyId copy) {
        return decision(copy).unsubscribeUrl();
    }

    private TrackingDecision decision(CopyId copy) {
        return new TrackingDecision(
                tokens, settings.publicUrl().toString(), copy, TrackingRule.decide("a page", null, null));
    }
}
