package org.tinypixel.crm;

import java.util.List;
import java.util.Map;

final class ModelCrmTest implements CrmConnectorContract {
    @Override
    public Bench bench() {
        var crm = new ModelCrm();
        return new Bench() {
            @Override
            public CrmConnector connector() {
                return crm;
            }

            @Override
            public CrmAccount account() {
                return new CrmAccount("AAAAAAAAAAAAAAAAAAAAAA", 1, Map.of());
            }

            @Override
            public CrmRef person() {
                return CrmRef.named("person", "1");
            }

            @Override
            public void next(List<Fault> faults) {
                crm.heal();
                faults.forEach(crm::next);
            }

            @Override
            public List<Kept> kept() {
                return crm.records().stream()
                        .map(stored -> new Kept(stored.key(), stored.version(), stored.says()))
                        .toList();
            }
        };
    }
}
