package org.tinypixel.it;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The borders between the modules, where all of them can be seen. */
class ModulesIT {
    private static final JavaClasses ALL = new ClassFileImporter()
            .importPaths(Stream.of("ejb", "web", "camel-routes")
                    .map(module -> Path.of("..", module, "target", "classes"))
                    .toList());

    @Test
    void web_and_routes_do_not_meet() {
        assertThat(ALL.size()).isGreaterThan(100);
        noClasses()
                .that()
                .resideInAPackage("org.tinypixel.web..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.tinypixel.routes..")
                .check(ALL);
        noClasses()
                .that()
                .resideInAPackage("org.tinypixel.routes..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.tinypixel.web..")
                .check(ALL);
    }

    @Test
    void only_routes_know_camel() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.tinypixel.routes..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.camel..")
                .check(ALL);
    }
}
