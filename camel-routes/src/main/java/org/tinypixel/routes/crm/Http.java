package org.tinypixel.routes.crm;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** HTTP out, as connectors get it: addresses are checked, redirects are never followed, time and size are limited, and nothing is thrown. */
interface Http {
    /** Sends one request and waits for the whole answer. */
    Reply send(Request request);

    /**
     * One POST.
     *
     * @param headers among them the content type
     */
    record Request(URI url, Map<String, String> headers, byte[] body) {
        public Request {
            headers = Map.copyOf(headers);
        }
    }

    /** What came of it. */
    sealed interface Reply {}

    /**
     * An answer, whatever its status.
     *
     * @param headers names in lower case
     * @param body as UTF-8 text
     */
    record Answer(int status, Map<String, List<String>> headers, String body) implements Reply {
        public Answer {
            headers = Map.copyOf(headers);
        }

        Optional<String> header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                    .findFirst();
        }
    }

    /** No answer; the text is a sentence. */
    record Fault(Kind kind, String text) implements Reply {}

    /** Why there is none. */
    enum Kind {
        /** We do not connect to such an address; nothing was sent. */
        ADDRESS,
        /** No name, no listener, no route: nothing was sent. */
        NO_CONNECTION,
        /** The certificate is not good enough; nothing was sent. */
        TLS,
        /** It was sent, and whether it was done is not known. */
        NO_ANSWER,
        /** The answer is larger than any that we expect. */
        TOO_LARGE
    }
}
