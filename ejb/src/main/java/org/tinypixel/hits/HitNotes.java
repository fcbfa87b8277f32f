package org.tinypixel.hits;

/**
 * Names of what we noted of a hit ourselves. Such a note stands among the hit's headers; its colon, which no field name may hold (RFC 9110, section 5.1), keeps a request
 * from saying it.
 */
public final class HitNotes {
    /** What kind of picture or link it was: {@link #FORWARDED}, {@link #QUOTED}, {@link #PRINTED} or {@link #TRAP}; absent for the ordinary ones. */
    public static final String MARK = ":mark";

    /** The picture that a mail client loads when it wraps the mail for forwarding. */
    public static final String FORWARDED = "f";

    /** The picture that a mail client loads where it quotes the mail, for an answer or for forwarding. */
    public static final String QUOTED = "q";

    /** The picture that is loaded for printing. */
    public static final String PRINTED = "p";

    /** The link that no person can see. */
    public static final String TRAP = "t";

    /** Present where the same address asked this server for robots.txt shortly before. */
    public static final String ROBOTS = ":robots-txt";

    /** Present where an address of this network tells people apart: no provider's proxy, relay or front server. */
    public static final String APART = ":apart";

    /** How many people's mails at least the same address asked for within a minute: 4, 8 or 20; absent below. */
    public static final String CROWD = ":crowd";

    /** How many people's mails at least one network (IPv4 /24, IPv6 /48) asked for within a second: 8; absent below. */
    public static final String SECOND = ":second";

    private HitNotes() {}
}
