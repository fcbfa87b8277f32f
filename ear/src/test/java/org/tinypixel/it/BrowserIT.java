package org.tinypixel.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The application as people use it every day: by eye, by keyboard and by screen reader. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Longer than any change takes to arrive on a busy machine. */
    private static final int PATIENCE = 30_000;

    private static final String MAIL_CLIENT =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Thunderbird/128.5.0";

    private TinypixelServer server;
    private AppBrowser browser;
    private String key;

    @BeforeAll
    void start() throws Exception {
        server = TinypixelServer.start();
        browser = new AppBrowser("http://localhost:" + server.httpPort());
        key = browser.setUp();
    }

    /** Dozens of windows were opened and closed, most with a live connection: ordinary use is no error. */
    @AfterAll
    void stop() {
        browser.close();
        server.close();
        assertThat(server.consoleLines()).noneMatch(line -> line.contains(" ERROR "));
    }

    @Test
    void the_bar_on_a_phone_shows_its_whole_button() {
        var page = signedIn(ColorScheme.LIGHT, 360, 780);
        page.navigate("/mails");
        var menu = page.locator(".bar-menu").boundingBox();
        var bar = page.locator(".bar").boundingBox();
        assertThat(menu.y).isGreaterThanOrEqualTo(bar.y);
        assertThat(menu.y + menu.height).isLessThanOrEqualTo(bar.y + bar.height);
    }

    @Test
    void an_open_appears_by_itself() throws Exception {
        var sent = post("/messages", mail("Live offer", "live@example.com"));
        var page = signedIn(ColorScheme.LIGHT, 1280, 900);
        page.navigate("/mails");
        var status = page.locator(".mail-row", new Page.LocatorOptions().setHasText("Live offer"))
                .locator(".pill");
        assertThat(status).hasText("Not seen", soon());
        assertThat(page.locator(".live-word")).hasText("Live", soon());

        load(sent.at("/copies/0/openUrl").asText());
        assertThat(status).hasText(Pattern.compile("Opened.*"), soon());
    }

    @Test
    void a_lost_connection_is_said_and_comes_back() {
        var page = signedIn(ColorScheme.LIGHT, 1280, 900);
        page.route("**/api/v1/events/stream*", route -> route.abort());
        page.navigate("/mails");
        assertThat(page.locator("main")).containsText("Live connection lost", containsSoon());
        page.unroute("**/api/v1/events/stream*");
        assertThat(page.locator(".live-word")).hasText("Live", soon());
        assertThat(page.locator("main")).not().containsText("Live connection lost");
    }

    @Test
    void everything_can_be_done_by_keyboard() throws Exception {
        post("/messages", mail("First for the keyboard", "keys@example.com"));
        post("/messages", mail("Second for the keyboard", "keys@example.com"));
        var page = signedIn(ColorScheme.DARK, 1280, 900);
        page.navigate("/mails");
        var rows = page.locator("[data-row]");
        assertThat(rows.nth(1)).isVisible();

        page.keyboard().press("Tab");
        assertThat(link(page, "Skip to content")).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.locator("main")).isFocused();

        page.keyboard().press("/");
        assertThat(page.getByLabel("Search subject or recipient")).isFocused();
        page.keyboard().type("j");
        assertThat(page.getByLabel("Search subject or recipient")).hasValue("j");
        page.keyboard().press("Backspace");
        page.keyboard().press("Tab");

        page.locator("main").focus();
        page.keyboard().press("j");
        assertThat(rows.nth(0)).isFocused();
        page.keyboard().press("j");
        assertThat(rows.nth(1)).isFocused();
        page.keyboard().press("k");
        assertThat(rows.nth(0)).isFocused();
        var subject = rows.nth(0).textContent();
        page.keyboard().press("Enter");
        assertThat(heading(page, subject)).isFocused();

        page.keyboard().press("?");
        var list = page.getByRole(AriaRole.DIALOG);
        assertThat(list).containsText("Next row");
        list.getByLabel("Single keys work").press("Space");
        page.keyboard().press("Escape");
        assertThat(list).isHidden();
        page.keyboard().press("c");
        page.keyboard().press("?");
        assertThat(list).isHidden();
        assertThat(heading(page, subject)).isVisible();
    }

    @Test
    void what_was_typed_survives_errors_and_is_not_left_unasked() {
        var page = signedIn(ColorScheme.LIGHT, 1280, 900);
        page.navigate("/compose");
        page.getByLabel("To", new Page.GetByLabelOptions().setExact(true)).fill("no address");
        page.getByLabel("Text", new Page.GetByLabelOptions().setExact(true)).fill("A long thought");
        button(page, "Send").click();
        var problems = page.getByRole(AriaRole.ALERT);
        assertThat(problems).isFocused();
        assertThat(problems).containsText("“no address” is not an e-mail address.");
        problems.getByRole(AriaRole.LINK).nth(1).click();
        assertThat(page.getByLabel("Subject")).isFocused();

        page.reload();
        assertThat(page.getByLabel("Text", new Page.GetByLabelOptions().setExact(true)))
                .hasValue("A long thought");
        link(page, "Reports").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Leave without saving?");
        button(page, "Stay here").click();
        assertThat(heading(page, "Write a mail")).isVisible();
        link(page, "Reports").click();
        button(page, "Leave and discard").click();
        assertThat(heading(page, "Reports")).isVisible();
    }

    @Test
    void every_page_is_accessible_wide_in_light_and_narrow_in_dark() throws Exception {
        var paths = paths();
        var findings = new ArrayList<String>();
        findings.addAll(look(signedIn(ColorScheme.LIGHT, 1280, 800), paths));
        findings.addAll(look(signedIn(ColorScheme.DARK, 320, 700), paths));
        System.out.println("axe looked at " + paths.size() + " pages, wide in light and 320 pixels wide in dark");
        assertThat(findings).isEmpty();
        assertThat(paths).hasSizeGreaterThan(15);
    }

    /** What is wrong with these pages, each with its path. */
    private static List<String> look(Page page, List<String> paths) {
        var findings = new ArrayList<String>();
        for (var path : paths) {
            page.navigate(path);
            page.locator("main h1").waitFor();
            page.waitForFunction("() => document.querySelector('.skeleton,[aria-busy=true]') === null");
            var seen = AppBrowser.findings(page);
            if (!seen.isEmpty()) {
                // A page that was being drawn again while it was looked at; what is wrong stays wrong.
                page.locator("main h1").waitFor();
                seen = AppBrowser.findings(page);
            }
            seen.forEach(finding -> findings.add(path + ": " + finding));
            if (AppBrowser.overhang(page) > 0) {
                findings.add(path + ": is wider than the screen");
            }
        }
        return findings;
    }

    @Test
    void the_look_for_barriers_sees_one() {
        var page = signedIn(ColorScheme.LIGHT, 1280, 800);
        page.navigate("/settings");
        page.locator("main h1").waitFor();
        page.waitForFunction("() => document.querySelector('.skeleton,[aria-busy=true]') === null");
        // Beside what the application draws, which it may draw anew at any time.
        page.evaluate("() => document.body.append(new Image(), document.createElement('button'))");
        assertThat(AppBrowser.findings(page))
                .anyMatch(finding -> finding.startsWith("image-alt"))
                .anyMatch(finding -> finding.startsWith("button-name"));
        page.evaluate("() => { document.body.lastElementChild.style.width = '200vw'; }");
        assertThat(AppBrowser.overhang(page)).isPositive();
    }

    private List<String> paths() throws Exception {
        var template = post("/templates", Map.of("name", "Reminder", "text", "Hello {{name}}", "html", "<p>Hello</p>"));
        var step = Map.of(
                "wait",
                Map.of("amount", 3, "unit", "workingDays"),
                "condition",
                "notOpened",
                "whenUnknown",
                "ask",
                "template",
                template.get("id").asText());
        var sequence = post("/sequences", Map.of("name", "Three days", "active", true, "steps", List.of(step)));
        post("/messages", mail("For every page", "pages@example.com"));
        post("/suppressions", Map.of("email", "no@example.com", "kind", "mail"));
        post("/api-keys", Map.of("name", "Laptop"));
        var message = get("/messages").at("/items/0/id").asText();
        var captured = firstCaptured();
        return List.of(
                "/mails",
                "/mails?q=nothing-like-this",
                "/mails/" + message,
                "/mails/does-not-exist",
                "/contacts",
                "/contacts/pages@example.com",
                "/inbox",
                "/inbox/" + captured,
                "/incoming",
                "/mailboxes",
                "/mailboxes/new",
                "/settings/rules",
                "/compose",
                "/compose?first=1",
                "/follow-ups",
                "/sequences",
                "/sequences/new",
                "/sequences/" + sequence.get("id").asText(),
                "/templates/new",
                "/templates/" + template.get("id").asText(),
                "/reports",
                "/crm",
                "/crm/new",
                "/outgoing",
                "/outgoing?q=nothing-like-this",
                "/relays",
                "/relays/new",
                "/relays/environment",
                "/test-mail",
                "/settings",
                "/settings/keys",
                "/settings/mail-program",
                "/settings/suppressions",
                "/settings/requests",
                "/settings/users",
                "/settings/teams",
                "/settings/audit",
                "/nowhere");
    }

    /** The id of a captured mail; the outbox brings it a moment after it was sent. */
    private String firstCaptured() throws Exception {
        var page = signedIn(ColorScheme.LIGHT, 1280, 900);
        page.navigate("/inbox");
        var mail = page.locator("[data-row]").first();
        mail.waitFor(new Locator.WaitForOptions().setTimeout(PATIENCE));
        return mail.getAttribute("href").substring("/inbox/".length());
    }

    private Page signedIn(ColorScheme theme, int width, int height) {
        var page = browser.window(theme, width, height);
        AppBrowser.signIn(page);
        return page;
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator link(Page page, String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator heading(Page page, String name) {
        return page.getByRole(
                AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setLevel(1));
    }

    private static LocatorAssertions.HasTextOptions soon() {
        return new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE);
    }

    private static LocatorAssertions.ContainsTextOptions containsSoon() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE);
    }

    private static Map<String, Object> mail(String subject, String to) {
        return Map.of(
                "from",
                AppBrowser.ADDRESS,
                "to",
                List.of(Map.of("email", to)),
                "subject",
                subject,
                "html",
                "<p>Hello. <a href=\"https://example.org/offer\">The offer</a></p>",
                "text",
                "Hello.");
    }

    private JsonNode post(String path, Object body) throws IOException, InterruptedException {
        return call(HttpRequest.newBuilder(server.at("/api/v1" + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return call(HttpRequest.newBuilder(server.at("/api/v1" + path)));
    }

    private JsonNode call(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = HTTP.send(request.header("Authorization", "Bearer " + key).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return JSON.readTree(answer.body());
    }

    /** Loads a picture as a recipient's mail client does. */
    private static void load(String address) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(address))
                .header("User-Agent", MAIL_CLIENT)
                .build();
        assertThat(HTTP.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
    }
}
