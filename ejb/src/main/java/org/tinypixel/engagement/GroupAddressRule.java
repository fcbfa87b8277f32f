package org.tinypixel.engagement;

import java.util.Locale;
import java.util.Set;

/** Addresses behind which many people read: told by what stands before the {@code @}, where it is the name of a task and not of a person (RFC 2142 and everyday use in en, de, fr). */
final class GroupAddressRule {
    private static final Set<String> TASKS = Set.of(
            "abuse",
            "accounting",
            "accounts",
            "admin",
            "all",
            "anfrage",
            "anfragen",
            "billing",
            "bookkeeping",
            "buchhaltung",
            "buero",
            "commercial",
            "compta",
            "contact",
            "customerservice",
            "einkauf",
            "enquiries",
            "everyone",
            "feedback",
            "finance",
            "hello",
            "help",
            "helpdesk",
            "hostmaster",
            "hr",
            "info",
            "inquiries",
            "invoice",
            "invoices",
            "jobs",
            "kontakt",
            "kundenservice",
            "legal",
            "mail",
            "marketing",
            "office",
            "orders",
            "personal",
            "post",
            "postmaster",
            "presse",
            "press",
            "purchasing",
            "rechnung",
            "sales",
            "security",
            "service",
            "staff",
            "support",
            "team",
            "ventes",
            "verkauf",
            "vertrieb",
            "verwaltung",
            "webmaster",
            "zentrale");

    private GroupAddressRule() {}

    static boolean isGroup(String address) {
        var local = address.substring(0, Math.max(0, address.lastIndexOf('@'))).toLowerCase(Locale.ROOT);
        var tag = local.indexOf('+');
        return TASKS.contains(tag < 0 ? local : local.substring(0, tag));
    }
}
