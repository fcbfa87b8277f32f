package org.tinypixel.followup;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.NotFound;

/** Sequences and templates as they are stored. */
@Dependent
final class SequenceRows {
    private final EntityManager database;

    @Inject
    SequenceRows(EntityManager database) {
        this.database = database;
    }

    List<SequenceRow> newest() {
        return database.createQuery(
                        "select s from SequenceRow s where s.newest = true order by s.nameKey", SequenceRow.class)
                .getResultList();
    }

    Optional<SequenceRow> newest(String series) {
        return database.createQuery(
                        "select s from SequenceRow s where s.series = :series and s.newest = true", SequenceRow.class)
                .setParameter("series", series)
                .getResultStream()
                .findFirst();
    }

    Optional<SequenceRow> named(String name) {
        return database.createQuery("select s from SequenceRow s where s.nameKey = :key", SequenceRow.class)
                .setParameter("key", SequenceRow.key(name))
                .getResultStream()
                .findFirst();
    }

    /** By id or name, as people give it. */
    Optional<SequenceRow> find(String idOrName) {
        return newest(idOrName).or(() -> named(idOrName));
    }

    /** The version that an enrollment keeps. */
    SequenceRow version(String id) {
        return found(database.find(SequenceRow.class, id), "sequence");
    }

    List<StepRow> steps(String version) {
        return database.createQuery(
                        "select s from StepRow s where s.sequenceId = :sequence order by s.step", StepRow.class)
                .setParameter("sequence", version)
                .getResultList();
    }

    Optional<StepRow> step(String version, int number) {
        return steps(version).stream().filter(step -> step.step == number).findFirst();
    }

    Sequence shown(SequenceRow row) {
        return new Sequence(
                row.series,
                row.name,
                row.active,
                steps(row.id).stream().map(StepRow::value).toList(),
                row.stopOnReply,
                row.window().shown(),
                row.approval);
    }

    long enrolled(String series) {
        return database.createQuery(
                        "select count(e) from EnrollmentRow e where e.series = :series and e.state = :active",
                        Long.class)
                .setParameter("series", series)
                .setParameter("active", Enrollment.State.ACTIVE)
                .getSingleResult();
    }

    List<TemplateRow> templates() {
        return database.createQuery("select t from TemplateRow t order by t.nameKey", TemplateRow.class)
                .getResultList();
    }

    @Nullable
    TemplateRow template(String id) {
        return database.find(TemplateRow.class, id);
    }

    /** By id or name; null where there is none. */
    @Nullable
    TemplateRow findTemplate(String idOrName) {
        var byId = template(idOrName);
        return byId != null ? byId : templateNamed(idOrName).orElse(null);
    }

    Optional<TemplateRow> templateNamed(String name) {
        return database.createQuery("select t from TemplateRow t where t.nameKey = :key", TemplateRow.class)
                .setParameter("key", SequenceRow.key(name))
                .getResultStream()
                .findFirst();
    }

    /** Names of sequences that need the template, also for people who are under way in an earlier version. */
    List<String> users(String template) {
        return database.createQuery(
                        "select distinct s.name from SequenceRow s, StepRow p where p.sequenceId = s.id"
                                + " and p.templateId = :template and (s.newest = true or exists"
                                + " (select e.id from EnrollmentRow e where e.sequenceId = s.id and e.state = :active))",
                        String.class)
                .setParameter("template", template)
                .setParameter("active", Enrollment.State.ACTIVE)
                .getResultList();
    }

    void add(Object row) {
        database.persist(row);
    }

    void remove(Object row) {
        database.remove(row);
    }

    void flush() {
        database.flush();
    }

    static <T> T found(@Nullable T row, String what) {
        if (row == null) {
            throw new NotFound("There is no such " + what + ".");
        }
        return row;
    }
}
