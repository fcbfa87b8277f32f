package org.tinypixel.routes.crm;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tinypixel.crm.Command;
import org.tinypixel.crm.Outcome;

/** One command after the other, one outcome each, until the CRM as a whole does not answer: the rest is not tried then, so that a CRM that hangs costs one time limit. */
final class InOrder {
    private static final Logger LOG = LoggerFactory.getLogger(InOrder.class);

    private InOrder() {}

    static List<Outcome> apply(List<Command> commands, Function<Command, Outcome> one) {
        var outcomes = new ArrayList<Outcome>(commands.size());
        Outcome stop = null;
        for (var command : commands) {
            if (stop == null) {
                var outcome = guarded(command, one);
                outcomes.add(outcome);
                stop = stops(outcome) ? outcome : null;
            } else {
                outcomes.add(new Outcome.Retry(Outcome.Scope.ACCOUNT, null, true, "Not tried: " + text(stop)));
            }
        }
        return outcomes;
    }

    private static Outcome guarded(Command command, Function<Command, Outcome> one) {
        try {
            return one.apply(command);
        } catch (RuntimeException ours) {
            LOG.warn("Command {} broke in its connector", command.key(), ours);
            return new Outcome.Retry(
                    Outcome.Scope.ITEM,
                    null,
                    true,
                    "Tinypixel failed here: " + ours.getClass().getSimpleName() + ".");
        }
    }

    private static boolean stops(Outcome outcome) {
        if (outcome instanceof Outcome.Retry retry) {
            return retry.scope() == Outcome.Scope.ACCOUNT || !retry.certain();
        }
        return outcome instanceof Outcome.Reauth || outcome instanceof Outcome.Misconfigured;
    }

    static @Nullable String text(Outcome outcome) {
        if (outcome instanceof Outcome.Retry retry) {
            return retry.text();
        } else if (outcome instanceof Outcome.Reauth reauth) {
            return reauth.text();
        } else if (outcome instanceof Outcome.Misconfigured wrong) {
            return wrong.text();
        } else if (outcome instanceof Outcome.Rejected rejected) {
            return rejected.text();
        } else if (outcome instanceof Outcome.Forbidden forbidden) {
            return forbidden.text();
        } else if (outcome instanceof Outcome.Gone gone) {
            return gone.text();
        }
        return null;
    }
}
