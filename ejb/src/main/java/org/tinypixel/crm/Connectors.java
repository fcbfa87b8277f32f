package org.tinypixel.crm;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Every connector that this server has. */
@Dependent
final class Connectors {
    private final Iterable<CrmConnector> all;

    @Inject
    Connectors(@Any Instance<CrmConnector> all) {
        this.all = all;
    }

    Connectors(List<CrmConnector> all) {
        this.all = List.copyOf(all);
    }

    List<CrmConnector.Descriptor> descriptors() {
        var found = new java.util.ArrayList<CrmConnector.Descriptor>();
        all.forEach(connector -> found.add(connector.descriptor()));
        found.sort(Comparator.comparing(CrmConnector.Descriptor::label));
        return found;
    }

    Optional<CrmConnector> find(String id) {
        for (var connector : all) {
            if (connector.descriptor().id().equals(id)) {
                return Optional.of(connector);
            }
        }
        return Optional.empty();
    }
}
