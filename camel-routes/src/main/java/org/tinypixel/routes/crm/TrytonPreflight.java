package org.tinypixel.routes.crm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import org.tinypixel.crm.CrmAccount;
import org.tinypixel.crm.Finding;
import org.tinypixel.crm.Outcome;

/** Looks whether a Tryton connection will work: server, database, password, rights. Changes nothing. */
final class TrytonPreflight {
    private TrytonPreflight() {}

    static List<Finding> run(TrytonRpc rpc, CrmAccount account) {
        var open = rpc.open(account, "common.server.version");
        if (!(open instanceof TrytonAnswer.Result version)) {
            return List.of(unreachable(open, account));
        }
        var models = JsonNodeFactory.instance.arrayNode();
        models.addArray().add("party.party").add("party.contact_mechanism").add("ir.note");
        var answer =
                rpc.call(account, "model.ir.model.access.get_access", models, JsonNodeFactory.instance.objectNode());
        if (answer instanceof TrytonAnswer.Result access) {
            return rights(access.value(), version.value().asText(), account);
        }
        return List.of(refused(((TrytonAnswer.Failed) answer).outcome(), account));
    }

    private static Finding unreachable(TrytonAnswer answer, CrmAccount account) {
        var outcome = answer instanceof TrytonAnswer.Failed failed ? failed.outcome() : null;
        var text =
                outcome == null ? "This address does not answer like Tryton." : String.valueOf(InOrder.text(outcome));
        return Finding.block(
                AnswerRule.isAddressRefusal(text) ? Finding.Code.REFUSED_ADDRESS : Finding.Code.UNREACHABLE,
                "url",
                text,
                "Check the address: " + account.field("url") + " must be the one that Tryton's own clients use.");
    }

    private static Finding refused(Outcome outcome, CrmAccount account) {
        var text = String.valueOf(InOrder.text(outcome));
        if (outcome instanceof Outcome.Reauth) {
            return Finding.block(
                    Finding.Code.BAD_CREDENTIALS,
                    "password",
                    text,
                    "Check user and password. Tryton locks a user after several wrong ones, so this was tried only once.");
        }
        if (outcome instanceof Outcome.Misconfigured && text.contains("doesn't exist")) {
            return Finding.block(
                    Finding.Code.MISSING_OBJECT,
                    "database",
                    text,
                    "Enter the database's name as Tryton's log-in window shows it.");
        }
        if (outcome instanceof Outcome.Misconfigured && text.contains("'party")) {
            return Finding.block(
                    Finding.Code.MISSING_OBJECT,
                    null,
                    text,
                    "Activate the module party in the database " + account.field("database") + ".");
        }
        return Finding.block(
                outcome instanceof Outcome.Forbidden ? Finding.Code.NO_API_ACCESS : Finding.Code.UNREACHABLE,
                null,
                text,
                "Try again in a minute; if it stays, ask whoever runs Tryton.");
    }

    private static List<Finding> rights(JsonNode access, String version, CrmAccount account) {
        var findings = new ArrayList<Finding>();
        right(findings, access, "party.party", "read", account);
        right(findings, access, "party.contact_mechanism", "read", account);
        for (var right : List.of("read", "create", "write", "delete")) {
            right(findings, access, "ir.note", right, account);
        }
        if (!version.startsWith("6.")) {
            findings.add(new Finding(
                    Finding.Code.WRONG_VERSION,
                    Finding.Severity.WARN,
                    null,
                    "This is Tryton " + version + "; Tinypixel is tested with 6.0.",
                    "Look at the first notes that it writes."));
        }
        findings.add(Finding.info(
                Finding.Code.CONNECTED,
                "Tryton " + version + " answers and user " + account.field("user") + " can sign in.",
                "Each mail's events become notes at the party with the recipient's address."));
        return findings;
    }

    private static void right(List<Finding> findings, JsonNode access, String model, String right, CrmAccount account) {
        if (!access.path(model).path(right).asBoolean()) {
            findings.add(Finding.block(
                    Finding.Code.MISSING_PERMISSION,
                    "user",
                    "User " + account.field("user") + " may not " + right + " " + model + " in Tryton.",
                    "Give this right to one of the user's groups."));
        }
    }
}
