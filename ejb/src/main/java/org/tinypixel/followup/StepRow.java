package org.tinypixel.followup;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.tinypixel.base.Ids;

@Entity
@Table(name = "sequence_step")
class StepRow {
    @Id
    String id;

    @Column(name = "sequence_id")
    String sequenceId;

    int step;

    @Column(name = "wait_amount")
    int waitAmount;

    @Column(name = "wait_unit")
    @Enumerated(EnumType.STRING)
    Sequence.Unit waitUnit;

    @Column(name = "send_if")
    @Enumerated(EnumType.STRING)
    Sequence.Condition sendIf;

    @Column(name = "when_unknown")
    @Enumerated(EnumType.STRING)
    Sequence.WhenUnknown whenUnknown;

    @Column(name = "template_id")
    String templateId;

    protected StepRow() {}

    StepRow(String sequenceId, int number, Sequence.Step step) {
        this.id = Ids.next();
        this.sequenceId = sequenceId;
        this.step = number;
        this.waitAmount = step.pause().amount();
        this.waitUnit = step.pause().unit();
        this.sendIf = step.condition();
        this.whenUnknown = step.whenUnknown();
        this.templateId = step.template();
    }

    Sequence.Step value() {
        return new Sequence.Step(new Sequence.Wait(waitAmount, waitUnit), sendIf, whenUnknown, templateId);
    }
}
