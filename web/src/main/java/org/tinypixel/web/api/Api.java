package org.tinypixel.web.api;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Everything under {@code /api/v1}. */
@ApplicationPath("/api/v1")
public class Api extends Application {}
