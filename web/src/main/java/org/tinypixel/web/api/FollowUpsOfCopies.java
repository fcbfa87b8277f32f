package org.tinypixel.web.api;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.Json;
import org.tinypixel.engagement.CopyView;
import org.tinypixel.followup.FollowUp;
import org.tinypixel.followup.FollowUps;

/** Puts follow-ups into the views of mails, which know nothing of sequences. */
@Dependent
public class FollowUpsOfCopies implements MessagesReadResource.CopyFollowUps {
    @Inject
    FollowUps followUps;

    @Override
    public Map<CopyId, CopyView.FollowUpView> of(Collection<CopyId> copies) {
        return followUps.ofCopies(copies).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> view(entry.getValue())));
    }

    private static CopyView.FollowUpView view(FollowUp.OfCopy known) {
        return new CopyView.FollowUpView(
                known.sequence(),
                Json.MAPPER.convertValue(known.state(), String.class),
                known.dueAt(),
                known.because());
    }
}
