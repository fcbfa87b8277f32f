package org.tinypixel.report;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tinypixel.access.Access;
import org.tinypixel.access.Viewer;
import org.tinypixel.engagement.Engagements;

/**
 * The only place that computes figures. One query gives all rows of a report, and one statement sees one state of the database, so sums, groups and rows fit together
 * without a special isolation level.
 */
@Stateless
public class Reports {
    @Inject
    Engagements engagements;

    @Inject
    Access access;

    @Inject
    InstantSource clock;

    /**
     * The figures for a screen.
     *
     * @param skip rows to leave out before the first shown
     * @param limit rows to show
     */
    public Figures figures(Viewer viewer, ReportFilter filter, long skip, int limit) {
        var asOf = clock.instant();
        var fold = new FiguresFold(filter);
        var shown = new ArrayList<Map<String, @Nullable Object>>();
        each(viewer, filter, row -> {
            if (fold.count() >= skip && shown.size() < limit) {
                shown.add(FiguresFold.cells(row));
            }
            fold.add(row);
        });
        var more = fold.count() > skip + shown.size();
        return fold.figures(asOf, shown, more ? Long.toString(skip + shown.size()) : null);
    }

    /** The same figures as an Excel workbook (Office Open XML), with every row. Nothing is written before all of it is made. */
    public void workbook(Viewer viewer, ReportFilter filter, OutputStream to) throws IOException {
        var asOf = clock.instant();
        var fold = new FiguresFold(filter);
        try (var workbook = new Workbook(filter)) {
            each(viewer, filter, row -> {
                fold.add(row);
                workbook.row(row);
            });
            workbook.finish(fold.figures(asOf, java.util.List.of(), null), to);
        }
    }

    private void each(Viewer viewer, ReportFilter filter, Consumer<ReportRow> sink) {
        var people = access.people();
        try (var copies = engagements.rows(viewer, filter.copies())) {
            copies.filter(copy -> !copy.test()).forEach(copy -> {
                var person = people.get(copy.owner());
                sink.accept(
                        new ReportRow(copy, person == null ? "" : person.name(), person == null ? "" : person.teams()));
            });
        }
    }
}
