package org.tinypixel.web.api;

import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tinypixel.web.api.Problem.Kind;

/** Answers every failure as a problem document; what is our own fault gets an id that the log has too, and no internals. */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemMapper.class);

    @Inject
    Caller caller;

    @Override
    public Response toResponse(Throwable thrown) {
        var problem = Problems.of(thrown, caller.requestId());
        if (problem != null) {
            return problem.response();
        }
        LOG.error("Request {} failed", caller.requestId(), thrown);
        return Problem.of(
                        Kind.FAULT,
                        "This should not have happened; the log has more under the request id.",
                        List.of(),
                        caller.requestId())
                .response();
    }
}
