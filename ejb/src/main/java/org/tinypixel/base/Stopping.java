package org.tinypixel.base;

import org.jspecify.annotations.Nullable;

/** Tells the server's own end from real trouble: background work that meets a part that was stopped already has nothing to report. */
public final class Stopping {
    private Stopping() {}

    /** Whether the failure only says that the server is going down. Known by name, since the class is WildFly's own. */
    public static boolean is(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause.getClass().getSimpleName().equals("ComponentIsStoppedException")) {
                return true;
            }
        }
        return false;
    }
}
