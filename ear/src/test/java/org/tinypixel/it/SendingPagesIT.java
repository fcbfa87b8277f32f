package org.tinypixel.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Mail servers, the queue and the test mail, as people use them in a browser. */
class SendingPagesIT {
    private static final int PATIENCE = 30_000;

    private TestRelay relay;
    private TinypixelServer server;
    private AppBrowser browser;
    private Page page;

    @BeforeEach
    void start() throws IOException {
        relay = new TestRelay();
        server = TinypixelServer.start(Map.of("TINYPIXEL_RELAY_URL", "smtp://127.0.0.1:" + relay.port()));
        browser = new AppBrowser("http://localhost:" + server.httpPort());
        browser.setUp();
        page = browser.window(ColorScheme.LIGHT, 1280, 900);
        AppBrowser.signIn(page);
    }

    @AfterEach
    void stop() throws IOException {
        relay.close();
        browser.close();
        server.close();
    }

    @Test
    void a_mail_server_is_tried_while_one_types_saved_when_it_works_and_carries_a_test_mail() {
        page.navigate("/relays/new");
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Office");
        page.getByLabel("Server", new Page.GetByLabelOptions().setExact(true)).fill("127.0.0.1");
        page.getByLabel("Encryption").selectOption("none");
        assertThat(page.getByLabel("Port")).hasValue("25");
        page.getByLabel("Port").fill("1");
        button("Test the connection").click();
        assertThat(page.getByText("No mail can leave like this.")).isVisible(visibleSoon());
        assertThat(page.locator(".findings")).containsText("does not answer");
        assertThat(AppBrowser.findings(page)).isEmpty();
        assertThat(page.getByLabel("Server", new Page.GetByLabelOptions().setExact(true)))
                .hasValue("127.0.0.1");

        page.getByLabel("Port").fill(Integer.toString(relay.port()));
        button("Test the connection").click();
        assertThat(page.getByText("Mail can leave by this server. Nothing was sent."))
                .isVisible(visibleSoon());
        page.getByLabel("Senders").fill("example.org");
        button("Save").click();
        assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Office")))
                .isVisible(visibleSoon());

        page.navigate("/test-mail");
        button("Send the test").click();
        var accepted = page.locator(".checklist li").first();
        assertThat(accepted).containsText("250 2.0.0 taken", soon());
        assertThat(accepted).containsText("Done");
        assertThat(page.locator(".checklist")).containsText("nobody but this machine reaches");
        assertThat(AppBrowser.findings(page)).isEmpty();
        assertThat(relay.dots()).containsExactly(AppBrowser.ADDRESS);
    }

    @Test
    void a_mail_that_may_not_have_arrived_is_sent_again_from_the_queue() {
        page.navigate("/compose");
        page.getByLabel("To", new Page.GetByLabelOptions().setExact(true)).fill("vanish@example.net");
        page.getByLabel("Subject").fill("Offer");
        page.getByLabel("Text", new Page.GetByLabelOptions().setExact(true)).fill("Hello");
        button("Send").click();
        ApiClient.eventually(relay::dots, dots -> !dots.isEmpty());

        page.navigate("/outgoing?state=not-confirmed");
        assertThat(page.locator("main li.row")).containsText("It may have arrived", soon());
        assertThat(AppBrowser.findings(page)).isEmpty();
        button("Send again").click();
        var dialog = page.getByRole(AriaRole.DIALOG);
        assertThat(dialog).containsText("may have arrived already");
        dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Send again"))
                .click();
        page.navigate("/outgoing?state=sent");
        assertThat(page.locator("main li.row")).containsText("250 2.0.0 taken", soon());
        assertThat(relay.dots()).containsExactly("vanish@example.net", "vanish@example.net");
        assertThat(browser.complaints()).isEmpty();
    }

    private Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static LocatorAssertions.IsVisibleOptions visibleSoon() {
        return new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE);
    }

    private static LocatorAssertions.ContainsTextOptions soon() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE);
    }
}
