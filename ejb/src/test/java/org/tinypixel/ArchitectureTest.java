package org.tinypixel;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.ejb.Stateless;
import jakarta.persistence.Entity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The rules of the page docs/explanation/architecture.md; the tables of features are read from it. */
@AnalyzeClasses(packages = "org.tinypixel", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {
    private static final Path PAGE = Path.of("..", "docs", "explanation", "architecture.md");
    private static final Path MIGRATIONS = Path.of("src", "main", "resources", "db", "migration");
    private static final Pattern ROW = Pattern.compile("\\| (\\w+) \\|[^|]*\\|([^|]*)\\|([^|]*)\\|");

    private record Feature(Set<String> tables, Set<String> mayUse) {}

    private static Map<String, Feature> features() {
        var features = new LinkedHashMap<String, Feature>();
        var page = read(PAGE);
        page.substring(page.indexOf("| Feature |"))
                .lines()
                .takeWhile(line -> line.startsWith("|"))
                .forEach(line -> {
                    var row = ROW.matcher(line);
                    if (row.matches() && !row.group(1).equals("Feature")) {
                        features.put(
                                row.group(1), new Feature(words(row.group(2).replace("`", "")), words(row.group(3))));
                    }
                });
        return features;
    }

    private static Set<String> words(String cell) {
        return Arrays.stream(cell.split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty() && !word.equals("-"))
                .collect(Collectors.toSet());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String feature(JavaClass type) {
        var rest = type.getPackageName().substring("org.tinypixel".length());
        return rest.isEmpty() ? "" : rest.substring(1).split("\\.")[0];
    }

    private static boolean ours(JavaClass type) {
        return type.getPackageName().startsWith("org.tinypixel.");
    }

    @ArchTest
    static final ArchRule features_form_no_cycle =
            slices().matching("org.tinypixel.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule features_use_what_the_table_allows = classes()
            .should(new ArchCondition<>("use what the table allows") {
                private Map<String, Feature> table = Map.of();

                // Not before: tests are looked for in another folder than they run in.
                @Override
                public void init(Collection<JavaClass> all) {
                    table = features();
                }

                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    var own = table.get(feature(type));
                    if (own == null) {
                        events.add(
                                SimpleConditionEvent.violated(type, type.getName() + " is in no feature of the table"));
                        return;
                    }
                    type.getDirectDependenciesFromSelf().stream()
                            .filter(dependency -> ours(dependency.getTargetClass()))
                            .filter(dependency ->
                                    !feature(dependency.getTargetClass()).equals(feature(type)))
                            .filter(dependency -> !own.mayUse().contains(feature(dependency.getTargetClass())))
                            .forEach(dependency ->
                                    events.add(SimpleConditionEvent.violated(type, dependency.getDescription())));
                }
            });

    @ArchTest
    static void no_row_of_the_table_uses_one_below_it(com.tngtech.archunit.core.domain.JavaClasses all) {
        var above = new java.util.HashSet<String>();
        features().forEach((name, feature) -> {
            assertThat(above).as(name + " uses rows above it").containsAll(feature.mayUse());
            above.add(name);
        });
        assertThat(above).hasSizeGreaterThan(10);
    }

    @ArchTest
    static final ArchRule ejb_speaks_no_protocol = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "jakarta.servlet..",
                    "jakarta.ws.rs..",
                    "org.apache.camel..",
                    "jakarta.mail..",
                    "java.net.http..",
                    "org.tinypixel.web..",
                    "org.tinypixel.routes..");

    @ArchTest
    static final ArchRule only_scheduling_knows_quartz = noClasses()
            .that()
            .resideOutsideOfPackage("org.tinypixel.scheduling")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.quartz..");

    /** The container refuses to call any other method of such a bean, and only when it is called. */
    @ArchTest
    static final ArchRule stateless_beans_have_public_methods = methods()
            .that()
            .areDeclaredInClassesThat()
            .areAnnotatedWith(jakarta.ejb.Stateless.class)
            .and()
            .areNotPrivate()
            .and()
            .areNotStatic()
            .should()
            .bePublic();

    @ArchTest
    static final ArchRule only_report_knows_poi = noClasses()
            .that()
            .resideOutsideOfPackage("org.tinypixel.report")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.poi..");

    @ArchTest
    static final ArchRule only_base_reads_the_clock = noClasses()
            .that()
            .resideOutsideOfPackage("org.tinypixel.base")
            .should()
            .callMethodWhere(new DescribedPredicate<>("the clock is read") {
                @Override
                public boolean test(com.tngtech.archunit.core.domain.JavaMethodCall call) {
                    var type = call.getTargetOwner();
                    var without = call.getTarget().getRawParameterTypes().isEmpty();
                    var javaTime = type.getPackageName().equals("java.time");
                    return (call.getName().equals("now") && without && javaTime)
                            || call.getName().equals("currentTimeMillis")
                            || (type.isEquivalentTo(Clock.class)
                                    && call.getName().startsWith("system"));
                }
            })
            .orShould()
            .callConstructor(Date.class);

    @ArchTest
    static final ArchRule decisions_are_pure = noClasses()
            .that(resideInAPackage("org.tinypixel.classify")
                    .and(DescribedPredicate.not(simpleNameEndingWith("Classifier")))
                    .or(simpleNameEndingWith("Rule")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta..", "java.sql..", "javax.sql..", "java.net.http..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.Random")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.security.SecureRandom");

    @ArchTest
    static final ArchRule only_the_tracking_decision_mints_tokens = methods()
            .that()
            .areDeclaredIn("org.tinypixel.tracking.Tokens")
            .and()
            .haveName("mint")
            .should(new ArchCondition<JavaMethod>("have one caller") {
                @Override
                public void check(JavaMethod method, ConditionEvents events) {
                    var callers = method.getAccessesToSelf().stream()
                            .map(JavaAccess::getOriginOwner)
                            .map(JavaClass::getName)
                            .filter(caller -> !caller.equals("org.tinypixel.tracking.Tokens"))
                            .collect(Collectors.toSet());
                    if (callers.size() != 1) {
                        events.add(SimpleConditionEvent.violated(method, "Tokens.mint is called by " + callers));
                    }
                }
            });

    @ArchTest
    static final ArchRule entities_stay_home =
            classes().that().areAnnotatedWith(Entity.class).should().notBePublic();

    @ArchTest
    static final ArchRule facades_are_the_only_beans_seen_outside = classes()
            .should(new ArchCondition<>("not be a hidden bean that others use") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    type.getDirectDependenciesToSelf().stream()
                            .filter(dependency -> ours(dependency.getOriginClass()))
                            .filter(dependency ->
                                    !feature(dependency.getOriginClass()).equals(feature(type)))
                            .filter(dependency -> !type.getModifiers().contains(JavaModifier.PUBLIC))
                            .forEach(dependency ->
                                    events.add(SimpleConditionEvent.violated(type, dependency.getDescription())));
                }
            });

    @ArchTest
    static final ArchRule no_async_events = noClasses()
            .should()
            .callMethodWhere(target(name("fireAsync")).and(target(owner(name("jakarta.enterprise.event.Event")))));

    @ArchTest
    static final ArchRule no_idle_names = noClasses()
            .should()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Manager");

    /** Whoever is handed an instant decides the same tomorrow; a facade that takes none asks the injected source. */
    @ArchTest
    static final ArchRule facades_are_stateless = classes()
            .that()
            .areAnnotatedWith(Stateless.class)
            .should(new ArchCondition<>("keep nothing between calls") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    type.getFields().stream()
                            .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                            .filter(field -> field.getAnnotations().isEmpty())
                            .forEach(field ->
                                    events.add(SimpleConditionEvent.violated(type, field.getFullName() + " is state")));
                }
            });

    @ArchTest
    static void every_table_has_an_owner(com.tngtech.archunit.core.domain.JavaClasses all) throws IOException {
        var owners = new LinkedHashMap<String, String>();
        features().forEach((name, feature) -> feature.tables().forEach(table -> owners.put(table, name)));
        var created = Pattern.compile("create table (\\w+)", Pattern.CASE_INSENSITIVE);
        List<Path> files;
        try (var listed = Files.list(MIGRATIONS)) {
            files = listed.sorted().toList();
        }
        assertThat(files).isNotEmpty();
        for (var file : files) {
            var tables = created.matcher(read(file))
                    .results()
                    .map(match -> match.group(1).toLowerCase(java.util.Locale.ROOT))
                    .toList();
            for (var table : tables) {
                var known = table.startsWith("qrtz_") ? "qrtz_*" : table;
                assertThat(owners).as(table + " of " + file.getFileName()).containsKey(known);
                assertThat(users(table, known.equals("qrtz_*") ? "scheduling" : owners.get(table)))
                        .as("others that mention " + table)
                        .isEmpty();
            }
        }
    }

    /** Source files of other features that name the table inside SQL. */
    private static List<String> users(String table, String owner) throws IOException {
        var mention = Pattern.compile("(?i)\\b(from|join|into|update)\\s+" + table + "\\b");
        try (var sources = Files.walk(Path.of("src", "main", "java"))) {
            return sources.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.getParent().getFileName().toString().equals(owner))
                    .filter(file -> mention.matcher(withoutComments(read(file))).find())
                    .map(Path::toString)
                    .toList();
        }
    }

    private static String withoutComments(String source) {
        return source.replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("(?m)^\\s*//.*$", "");
    }
}
