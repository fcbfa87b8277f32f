package org.tinypixel.settings;

import java.util.Locale;

/**
 * The settings that have a meaning, in the order of the reference page. Each is the environment variable of its name, the same with
 * {@code _FILE} (a file that holds the value), or the system property in lower case with dots.
 */
enum Setting {
    TINYPIXEL_HOME(
            "~/.tinypixel",
            "folder",
            "Data: database, hit journal, keys, captured mail. Nothing is written elsewhere.",
            "/var/lib/tinypixel"),
    TINYPIXEL_HTTP_PORT("8080", "port", "Port for HTTP: application, API, pixels and links.", "8080"),
    TINYPIXEL_BIND("127.0.0.1", "address", "Address to listen on.", "0.0.0.0"),
    TINYPIXEL_PUBLIC_URL(
            "http://localhost:<port>",
            "http or https address",
            "The base of every pixel, link and page that recipients see.",
            "https://t.example.com"),
    TINYPIXEL_RELAY_URL(
            "capture:",
            "address",
            "Where mail goes out: a server, with name and password if it wants them, or the built-in inbox (capture:)."
                    + " ?starttls=required, if-offered or never behind it says how it is encrypted.",
            "smtp://user:pass@mail.example.com:587"),
    TINYPIXEL_RELAY_CA(
            "none",
            "PEM file",
            "Certificates of your own authority, for the mail server of TINYPIXEL_RELAY_URL.",
            "/etc/ssl/own-ca.pem"),
    TINYPIXEL_IMAP_URL(
            "none",
            "address",
            "A mailbox that is read for replies, bounces and automatic replies; nothing in it is changed. imap:// encrypts by STARTTLS, imaps:// from the first byte."
                    + " Behind it, joined by &: ?addresses= whose mail arrives in it (else the user), folders= (else INBOX), sent= the folder of sent mails,"
                    + " auth=oauth2 where the password is an access token, any-mail=off so that only mails that refer to yours count as replies."
                    + " Several values are separated by commas; special characters are written as %40 and so on.",
            "imaps://anna%40example.com:pass@imap.example.com:993?folders=INBOX,Bounces&sent=Sent"),
    TINYPIXEL_IMAP_CA(
            "none",
            "PEM file",
            "Certificates of your own authority, for the mail server of TINYPIXEL_IMAP_URL.",
            "/etc/ssl/own-ca.pem"),
    TINYPIXEL_DB_URL(
            "embedded H2 file",
            "JDBC address",
            "The database; PostgreSQL for production.",
            "jdbc:postgresql://db.example.com:5432/tinypixel"),
    TINYPIXEL_DB_USER("none", "text", "The database user.", "tinypixel"),
    TINYPIXEL_DB_PASSWORD("none", "secret", "The database user's password.", "(from a file)"),
    TINYPIXEL_SECRET(
            "generated into the home",
            "secrets of 32 characters or more, separated by commas",
            "Signs tokens and encrypts CRM credentials; several for rotation, newest first.",
            "(from a file)"),
    TINYPIXEL_BOOTSTRAP_KEY(
            "none",
            "secret of 32 characters or more",
            "An administrator's API key, created at start; it may send as any sender.",
            "(from a file)"),
    TINYPIXEL_TRUSTED_PROXIES(
            "none",
            "networks, separated by commas",
            "Networks whose X-Forwarded-For, X-Forwarded-Proto and Forwarded headers are believed.",
            "10.0.0.0/8, 2001:db8::/32"),
    TINYPIXEL_INTERNAL_HOSTS(
            "this machine, while TINYPIXEL_BIND is on it too; else none",
            "host names and networks, separated by commas",
            "Internal servers that CRM connections and webhooks may reach; every other private address is refused.",
            "crm.example.internal, 10.20.0.0/16"),
    TINYPIXEL_VIEW_TIME(
            "off",
            "on or off",
            "Whether mails that say nothing of it also carry the held picture, which tells how long a mail was on screen (track.viewTime of a mail wins).",
            "on"),
    TINYPIXEL_STYLE_MARKS(
            "off",
            "on or off",
            "Whether mails with a pixel also carry the small style sheet by which some mail programs tell that the mail was forwarded or printed.",
            "on"),
    TINYPIXEL_PRIVACY_SIGNALS(
            "all",
            "all, clicks or off",
            "Where a client asks for privacy (Global Privacy Control, Do Not Track), nothing personal is kept of its hit: of every hit, of clicks only, or never.",
            "clicks"),
    TINYPIXEL_NEW_RULES(
            "after-a-day",
            "after-a-day, at-once or by-hand",
            "When new rules of an update are applied to older mails. What they would change is counted before; where no figure changes, after-a-day does not wait.",
            "by-hand"),
    TINYPIXEL_PLACES(
            "none",
            "MaxMind DB file",
            "A database of regions or cities, for regions beside countries. Only the region is shown, never the city.",
            "/var/lib/tinypixel/dbip-city.mmdb"),
    TINYPIXEL_SMTP_PORT(
            "2525",
            "port, or 0 for none",
            "Port where mail programs hand in mails (SMTP submission with STARTTLS).",
            "587"),
    TINYPIXEL_SMTPS_PORT("0", "port, or 0 for none", "Port for the same with TLS from the first byte.", "465"),
    TINYPIXEL_SMTP_CERTIFICATE(
            "made by the server and kept in its home",
            "PEM file, or the PEM text itself",
            "Certificate, with the ones between it and its authority, that mail programs see. A file that changes is read again by itself.",
            "/etc/letsencrypt/live/t.example.com/fullchain.pem"),
    TINYPIXEL_SMTP_KEY(
            "made by the server and kept in its home",
            "PEM file, or the PEM text itself",
            "Private key of the certificate: PKCS #8, without a password.",
            "/etc/letsencrypt/live/t.example.com/privkey.pem"),
    TINYPIXEL_SMTP_DOMAINS(
            "none besides the host of TINYPIXEL_PUBLIC_URL",
            "domains, separated by commas",
            "Domains under which no-track@, anonymous@ and followup-3d@ are switches and no recipients.",
            "track.example.com"),
    TINYPIXEL_SMTP_MAX_SIZE("35", "megabytes, 1 to 150", "The largest mail that the gateway takes.", "50"),
    TINYPIXEL_SMTP_MAX_RECIPIENTS("500", "1 to 500", "The most recipients of one mail.", "100"),
    TINYPIXEL_SMTP_MAX_CONNECTIONS("200", "1 to 2000", "The most connections at once; each needs a thread.", "500"),
    TINYPIXEL_SMTP_IDLE_SECONDS(
            "300", "seconds, 10 to 3600", "How long a connection may say nothing (RFC 5321 asks for 300).", "300"),
    TINYPIXEL_SMTP_CONNECTION_SECONDS(
            "3600", "seconds, 60 to 86400", "How long one connection may last in all.", "3600");

    final String usual;
    final String unit;
    final String meaning;
    final String example;

    Setting(String usual, String unit, String meaning, String example) {
        this.usual = usual;
        this.unit = unit;
        this.meaning = meaning;
        this.example = example;
    }

    String property() {
        return name().toLowerCase(Locale.ROOT).replace('_', '.');
    }
}
