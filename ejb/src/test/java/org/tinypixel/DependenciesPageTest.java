package org.tinypixel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.tinypixel.base.Json;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** The page of dependencies names exactly what the POMs and {@code package.json} name. */
final class DependenciesPageTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern NAMED = Pattern.compile("`([^`]+)`");

    @Test
    void every_dependency_stands_on_the_page_with_its_reason_and_nothing_else_does() throws Exception {
        var declared = new TreeSet<String>();
        for (var module : new String[] {"ejb", "web", "camel-routes", "ear"}) {
            declared.addAll(ofPom(ROOT.resolve(module).resolve("pom.xml")));
        }
        var page = ROOT.resolve("web/src/main/frontend/package.json");
        var json = Json.MAPPER.readTree(page.toFile());
        json.path("dependencies").fieldNames().forEachRemaining(declared::add);
        json.path("devDependencies").fieldNames().forEachRemaining(declared::add);

        assertThat(onPage()).containsExactlyInAnyOrderElementsOf(declared);
    }

    private static Set<String> onPage() throws IOException {
        var named = new TreeSet<String>();
        for (var line : Files.readAllLines(ROOT.resolve("docs/reference/dependencies.md"))) {
            if (line.startsWith("| ")) {
                var names = NAMED.matcher(line.substring(0, line.indexOf('|', 1)));
                while (names.find()) {
                    named.add(names.group(1));
                }
            }
        }
        return named;
    }

    private static Set<String> ofPom(Path pom) throws Exception {
        var names = new TreeSet<String>();
        var project = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(pom.toFile())
                .getDocumentElement();
        for (var node = project.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node.getNodeName().equals("dependencies")) {
                var all = ((Element) node).getElementsByTagName("dependency");
                for (var place = 0; place < all.getLength(); place++) {
                    var name = text(all.item(place), "artifactId");
                    if (!text(all.item(place), "groupId").equals("org.tinypixel")) {
                        names.add(name);
                    }
                }
            }
        }
        return names;
    }

    private static String text(Node dependency, String name) {
        return ((Element) dependency).getElementsByTagName(name).item(0).getTextContent();
    }
}
