package org.tinypixel.web.api;

import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.PageRequest;

/** Which part of a list, as query parameters. Read as text, so that a limit that is no number is answered as such and not as an unknown address. */
public class Paging {
    @QueryParam("limit")
    @Nullable
    String limit;

    @QueryParam("cursor")
    @Nullable
    String cursor;

    PageRequest request() {
        return PageRequest.of(number(), ReportQuery.given(cursor));
    }

    private @Nullable Integer number() {
        var text = ReportQuery.given(limit);
        try {
            return text == null ? null : Integer.valueOf(text.strip());
        } catch (NumberFormatException none) {
            // Out of range as well, which the page says in a sentence.
            return -1;
        }
    }
}
