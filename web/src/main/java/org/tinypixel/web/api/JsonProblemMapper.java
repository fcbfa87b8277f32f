package org.tinypixel.web.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** RESTEasy brings mappers of its own for JSON failures, which answer in plain text; this one is nearer to them. */
@Provider
@Priority(1)
public class JsonProblemMapper implements ExceptionMapper<JsonProcessingException> {
    @Inject
    ProblemMapper all;

    @Override
    public Response toResponse(JsonProcessingException thrown) {
        return all.toResponse(thrown);
    }
}
