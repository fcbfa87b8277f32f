package org.tinypixel.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.RequestOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** The machine's own Chromium with the application in it; notes whatever the browser complains about. */
final class AppBrowser implements AutoCloseable {
    static final String NAME = "Nora Winter";
    static final String ADDRESS = "nora@example.org";
    static final String PASSWORD = "a quiet winter morning";

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path AXE =
            Path.of("..", "web", "src", "main", "frontend", "node_modules", "axe-core", "axe.min.js");

    /** Without a screen Chromium calls itself HeadlessChrome, and a picture that it loads counts as a machine's. */
    private static final String READER =
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";

    /** The rules of WCAG 2.2 AA and what is good practice beside them. */
    private static final String FINDINGS = """
            async () => {
              const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
              const { violations } = await axe.run({ runOnly: rules });
              return violations.flatMap(found => found.nodes.map(node => `${found.id}: ${node.html.slice(0, 200)}`));
            }""";

    private final Playwright playwright = Playwright.create();
    private final Browser chromium;
    private final String address;
    private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());

    /** A browser for the application at this address, such as {@code http://localhost:8080}. */
    AppBrowser(String address) {
        this.address = address;
        chromium = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    /** A window of its own, with nothing remembered. */
    Page window(ColorScheme theme, int width, int height) {
        return watched(chromium.newContext(new Browser.NewContextOptions()
                .setBaseURL(address)
                .setUserAgent(READER)
                .setColorScheme(theme)
                .setViewportSize(width, height)
                .setLocale("en-GB")
                .setTimezoneId("Europe/Berlin")));
    }

    private Page watched(BrowserContext context) {
        context.addInitScript(axe());
        var page = context.newPage();
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.text().contains("Content Security Policy")) {
                complaints.add(message.text());
            }
        });
        return page;
    }

    private static String axe() {
        try {
            return Files.readString(AXE);
        } catch (IOException notInstalled) {
            throw new UncheckedIOException(
                    "axe-core comes with the front end's packages: build web first", notInstalled);
        }
    }

    /** Failed scripts, refused content and failed requests, of all windows so far. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** What axe finds on the page as it is now. */
    @SuppressWarnings("unchecked") // The script gives a list of texts.
    static List<String> findings(Page page) {
        return (List<String>) page.evaluate(FINDINGS);
    }

    /** By how many pixels one would have to scroll sideways. */
    static int overhang(Page page) {
        return ((Number) page.evaluate("() => document.documentElement.scrollWidth - innerWidth")).intValue();
    }

    /** Creates the administrator of a new installation and gives back a key of theirs. */
    String setUp() {
        try (var context = chromium.newContext(new Browser.NewContextOptions().setBaseURL(address))) {
            var person = Map.of("name", NAME, "email", ADDRESS, "password", PASSWORD);
            var session = answer(context.request()
                    .post("/api/v1/set-up", RequestOptions.create().setData(person)));
            var named = RequestOptions.create()
                    .setHeader("X-Tinypixel-Csrf", session.get("csrf").asText())
                    .setData(Map.of("name", "Tests"));
            return answer(context.request().post("/api/v1/api-keys", named))
                    .get("key")
                    .asText();
        }
    }

    private static JsonNode answer(APIResponse response) {
        if (!response.ok()) {
            throw new IllegalStateException(response.url() + ": " + response.status() + " " + response.text());
        }
        try {
            return new ObjectMapper().readTree(response.body());
        } catch (IOException noJson) {
            throw new UncheckedIOException(noJson);
        }
    }

    /** Signs in through the API with the page's own cookies. */
    static void signIn(Page page) {
        var person = Map.of("email", ADDRESS, "password", PASSWORD);
        answer(page.request().post("/api/v1/session", RequestOptions.create().setData(person)));
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }
}
