package org.tinypixel.mail;

import org.tinypixel.base.CopyId;

/**
 * Asked in the transaction that commits the intent to hand a copy over, after its row was locked: the last moment at which a stop (reply, unsubscribe, stop button) wins.
 * Every CDI bean that implements it is asked.
 */
public interface BeforeHandOver {
    /** Empty where the copy may go, else the sentence why it must not; it is then cancelled with that reason. */
    java.util.Optional<String> refuse(CopyId copy);
}
