package org.tinypixel.it.stock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Test;

/** The built EAR on a WildFly as shipped, full profile, with nothing but the data source that the documentation asks for. */
@ArquillianTest
class StockWildFlyIT {
    @Inject
    BeanManager beans;

    @Deployment
    static EnterpriseArchive ear() {
        return BuiltEar.with(StockWildFlyIT.class);
    }

    @Test
    void no_bean_was_dropped() throws IOException {
        var there = beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .map(bean -> bean.getBeanClass().getName())
                .collect(Collectors.toSet());

        var missing = new TreeSet<String>();
        try (var list = StockWildFlyIT.class.getClassLoader().getResourceAsStream("expected-beans.txt")) {
            new String(Objects.requireNonNull(list).readAllBytes(), UTF_8)
                    .lines()
                    .forEach(missing::add);
        }
        assertThat(missing).hasSizeGreaterThan(10);
        missing.removeAll(there);
        assertThat(missing).isEmpty();
    }
}
