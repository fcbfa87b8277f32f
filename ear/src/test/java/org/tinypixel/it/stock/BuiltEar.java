package org.tinypixel.it.stock;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import jakarta.ejb.Singleton;
import jakarta.ejb.Stateless;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.SessionScoped;
import java.io.File;
import java.lang.annotation.Annotation;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The EAR as it was built, with nothing added but a test class in its war. */
final class BuiltEar {
    /** Lists, one a line, every class of the EAR's modules that must be a bean. */
    static final String EXPECTED_BEANS = "expected-beans.txt";

    private static final File FILE = new File(System.getProperty("tinypixel.ear"));
    private static final List<Class<? extends Annotation>> MAKE_A_BEAN = List.of(
            ApplicationScoped.class,
            Dependent.class,
            RequestScoped.class,
            SessionScoped.class,
            Singleton.class,
            Stateless.class);

    private BuiltEar() {}

    static EnterpriseArchive with(Class<?> test) {
        var ear = ShrinkWrap.create(ZipImporter.class, "tinypixel.ear")
                .importFrom(FILE)
                .as(EnterpriseArchive.class);
        var war = ear.getAsType(WebArchive.class, "web.war");
        war.addClass(test);
        war.addAsResource(new StringAsset(String.join("\n", expectedBeans())), EXPECTED_BEANS);
        war.addAsLibrary(jarOf(Assertions.class));
        return ear;
    }

    /** Found by their annotations in the class files, since a container that drops a bean does so silently. */
    private static List<String> expectedBeans() {
        var modules = Stream.of("ejb", "camel-routes", "web")
                .map(module -> Path.of("..", module, "target", "classes"))
                .toList();
        return new ClassFileImporter()
                .importPaths(modules).stream()
                        .filter(type -> MAKE_A_BEAN.stream().anyMatch(type::isAnnotatedWith))
                        .map(JavaClass::getName)
                        .toList();
    }

    private static File jarOf(Class<?> type) {
        return new File(type.getProtectionDomain().getCodeSource().getLocation().getPath());
    }
}
