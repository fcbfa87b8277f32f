package org.tinypixel.crm;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.outbox.Claim;

/**
 * What one connection shall be told now.
 *
 * @param connector id of the connector
 */
public record CrmBatch(CrmAccount account, String connector, List<Task> tasks) {
    public CrmBatch {
        tasks = List.copyOf(tasks);
    }

    /**
     * One command with the claim on its row.
     *
     * @param recipient who has to be found in the CRM first where {@code needsPerson}
     */
    public record Task(Claim claim, Command command, EmailAddress recipient, boolean needsPerson) {}

    /** Addresses to ask the CRM for before anything can be written. */
    public Set<EmailAddress> unknown() {
        return tasks.stream().filter(Task::needsPerson).map(Task::recipient).collect(Collectors.toSet());
    }

    public List<Command> commands() {
        return tasks.stream().map(Task::command).toList();
    }
}
