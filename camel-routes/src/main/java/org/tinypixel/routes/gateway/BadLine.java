package org.tinypixel.routes.gateway;

import java.io.IOException;

/** The peer sent what no SMTP client sends. Nothing behind it can be trusted, so the connection ends with the answer. */
final class BadLine extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Reply reply;

    BadLine(int code, String text) {
        super(text);
        this.reply = Reply.of(code, text).andEnd();
    }

    Reply reply() {
        return reply;
    }
}
