package org.tinypixel.routes.crm;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.tinypixel.crm.CrmConnectorContract;

/** HTTP whose calls get lost and whose answers do: the requests that get through are real ones. */
final class FaultyHttp implements Http {
    private final Http real;
    private final Queue<CrmConnectorContract.Fault> faults = new ArrayDeque<>();
    private int calls;

    FaultyHttp(Http real) {
        this.real = real;
    }

    void next(List<CrmConnectorContract.Fault> coming) {
        faults.clear();
        faults.addAll(coming);
    }

    int calls() {
        return calls;
    }

    @Override
    public Reply send(Request request) {
        calls++;
        var fault = faults.isEmpty() ? CrmConnectorContract.Fault.NONE : faults.poll();
        return switch (fault) {
            case NONE -> real.send(request);
            case LOST -> new Http.Fault(Kind.NO_CONNECTION, "Connection refused.");
            case ANSWER_LOST -> {
                real.send(request);
                yield new Http.Fault(Kind.NO_ANSWER, "The connection was reset.");
            }
            case ANSWER_CUT -> cut(real.send(request));
            case BUSY -> new Answer(503, Map.of("retry-after", List.of("1")), "");
            case BROKEN -> new Answer(500, Map.of(), "Internal Server Error");
            case LOGIN_PAGE ->
                new Answer(200, Map.of("content-type", List.of("text/html")), "<!doctype html><title>Sign in</title>");
        };
    }

    /** Webhook receivers answer without a body, so there the whole answer is lost. */
    private static Reply cut(Reply reply) {
        return reply instanceof Answer answer && answer.body().length() > 10
                ? new Answer(
                        answer.status(),
                        answer.headers(),
                        answer.body().substring(0, answer.body().length() / 2))
                : new Http.Fault(Kind.NO_ANSWER, "The connection broke within the answer.");
    }
}
