package org.tinypixel.web;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Recipients get picture and page while the database is down, so nothing on that path may know one. */
@AnalyzeClasses(packages = "org.tinypixel", importOptions = DoNotIncludeTests.class)
final class TrackArchitectureTest {
    @ArchTest
    static final ArchRule the_pixel_path_reads_no_database = noClasses()
            .that()
            .resideInAPackage("org.tinypixel.web.track")
            .should()
            .transitivelyDependOnClassesThat()
            .resideInAnyPackage(
                    "jakarta.persistence..", "java.sql..", "javax.sql..", "java.net.http..", "org.hibernate..");
}
