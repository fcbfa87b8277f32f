package org.tinypixel.classify;

/** What is known of the network that a hit came from. */
enum NetworkClass {
    /** A mail filter's own servers and nothing else. */
    FILTER,
    /** A mail filter's network that carries people, too (browser isolation). */
    PROBABLE_FILTER,
    GOOGLE,
    YAHOO,
    /** Outlook on the web, outlook.com and Azure. */
    MICROSOFT,
    /** Another mail provider that loads pictures for its readers. */
    MAIL_PROXY,
    /** Apple's relay, or a service that shares its addresses. */
    PRIVATE_RELAY,
    APPLE,
    /** Rented servers: scanners, but also remote desktops and private networks of people. */
    HOSTING,
    MOBILE,
    BUSINESS,
    RESIDENTIAL,
    /** An address that is not of the Internet: this machine, the local network, a front proxy that is not trusted. */
    LOCAL,
    UNKNOWN;

    /** Whether the address says where a person is. */
    boolean showsPlace() {
        return this == MOBILE || this == BUSINESS || this == RESIDENTIAL || this == UNKNOWN;
    }

    /** Whether it hides a person's address behind one that many people share. */
    boolean isRelay() {
        return this == PRIVATE_RELAY || this == APPLE;
    }

    /** Whether one address is one household, office or machine; providers' proxies, relays and front proxies load for everybody. */
    boolean tellsPeopleApart() {
        return showsPlace() || this == HOSTING;
    }

    /** Whether people are usually behind such an address. */
    boolean isOrdinary() {
        return showsPlace() || this == LOCAL;
    }
}
