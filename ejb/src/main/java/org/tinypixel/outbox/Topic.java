package org.tinypixel.outbox;

/** Which worker a row is for. */
public enum Topic {
    /** Outgoing mail; the key is the id of an {@code outgoing_mail} row. */
    MAIL,
    /** A changed engagement that CRMs should hear of; the key is {@code <copy id>|<event type>}. */
    ENGAGEMENT,
    /** One command to one CRM connection; the key is the id of a {@code crm_command} row. */
    CRM
}
