package org.tinypixel.crm;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How one command ended. Texts are for administrators: the CRM's own words, without secrets, cut to 500 characters where they are stored. */
public sealed interface Outcome {
    /**
     * Written.
     *
     * @param externalId the record's id in the CRM, null where the receiver has none
     * @param url where a person opens the record, null where there is no such address
     */
    record Ok(@Nullable String externalId, @Nullable String url) implements Outcome {}

    /** The record was there already, as new as this or newer. */
    record Duplicate(@Nullable String externalId, @Nullable String url) implements Outcome {}

    /**
     * Later again.
     *
     * @param scope ACCOUNT: nothing of this connection will go through for now
     * @param after the pause that the CRM asked for, null where it named none
     * @param certain true where the CRM surely did not do it; false where it may have (the answer got lost)
     */
    record Retry(Scope scope, @Nullable Duration after, boolean certain, String text) implements Outcome {}

    /** The credentials are refused; nobody tries them again until a person acts, since CRMs lock accounts. */
    record Reauth(String text) implements Outcome {}

    /** The record, or the person it belongs to, is no longer there. */
    record Gone(What what, String text) implements Outcome {}

    /** The CRM refuses this content. */
    record Rejected(String text) implements Outcome {}

    /** A right is missing. */
    record Forbidden(String text) implements Outcome {}

    /** Address, field, object or version is wrong. */
    record Misconfigured(String text) implements Outcome {}

    /** How far a retry reaches. */
    enum Scope {
        ITEM,
        ACCOUNT
    }

    /** What is gone. */
    enum What {
        RECORD,
        PERSON
    }
}
