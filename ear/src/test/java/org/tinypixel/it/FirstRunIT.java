package org.tinypixel.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;

/** From an empty home to the first open that is seen, as a newcomer does it. */
class FirstRunIT {
    /** Longer than any change takes to arrive on a busy machine. */
    private static final int PATIENCE = 30_000;

    @Test
    void a_newcomer_sees_the_first_open() {
        try (var server = TinypixelServer.start();
                var browser = new AppBrowser("http://localhost:" + server.httpPort())) {
            var page = browser.window(ColorScheme.LIGHT, 1280, 900);
            page.navigate("/");
            assertThat(page.getByRole(AriaRole.HEADING).first()).containsText("Welcome");
            assertThat(AppBrowser.findings(page)).isEmpty();
            page.getByLabel("Your name").fill(AppBrowser.NAME);
            page.getByLabel("E-mail address").fill(AppBrowser.ADDRESS);
            page.getByLabel("Password").fill(AppBrowser.PASSWORD);
            page.getByText("Create the account").click();

            page.getByText("Write the first mail").click();
            assertThat(page.getByLabel("To", new Page.GetByLabelOptions().setExact(true)))
                    .hasValue(AppBrowser.ADDRESS);
            page.getByRole(
                            AriaRole.BUTTON,
                            new Page.GetByRoleOptions().setName("Send").setExact(true))
                    .click();
            page.getByText("Open it in the inbox").click(new Locator.ClickOptions().setTimeout(PATIENCE));

            assertThat(page.frameLocator("iframe").getByText("Hello " + AppBrowser.NAME))
                    .isVisible();
            assertThat(page.locator(".sender-view .pill"))
                    .hasText("Opened", new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE));
            page.getByText("See why").click();
            assertThat(page.locator(".copy-card .pill")).hasText("Opened");
            assertThat(page.locator(".events")).containsText("Pixel loaded");
            assertThat(browser.complaints()).isEmpty();
        }
    }
}
