package org.tinypixel.connect;

import java.util.List;
import org.tinypixel.base.Invalid;

/**
 * What a look at another server met.
 *
 * @param ok whether it can be used like this
 */
public record Looked(boolean ok, List<Finding> findings) {
    public Looked {
        findings = List.copyOf(findings);
    }

    public static Looked of(List<Finding> findings) {
        return new Looked(findings.stream().noneMatch(found -> found.severity() == Finding.Severity.BLOCK), findings);
    }

    /** {@link Invalid} with the server's own answers where it cannot be used. */
    public void mustBeOk() {
        var wrong = new Invalid.Collector();
        for (var finding : findings) {
            wrong.require(
                    finding.severity() != Finding.Severity.BLOCK,
                    finding.field() == null ? "host" : finding.field(),
                    finding.whatToDo() == null ? finding.subject() : finding.subject() + " " + finding.whatToDo());
        }
        wrong.throwIfAny();
    }
}
