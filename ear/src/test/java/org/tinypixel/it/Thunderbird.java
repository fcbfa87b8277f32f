package org.tinypixel.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.tinypixel.base.FreePort;

/**
 * A real Thunderbird without a screen: an account as its assistant would make it, a certificate that a person confirmed, and a message window whose button "Send" is
 * pressed. Driven by Marionette, the remote control that Thunderbird brings.
 */
final class Thunderbird implements Closeable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String SEND = """
            const [address, password, port, pem, to, subject, body, done] = arguments;
            (async () => {
              const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
              const { setTimeout } = ChromeUtils.importESModule("resource://gre/modules/Timer.sys.mjs");
              const certificate = Cc["@mozilla.org/security/x509certdb;1"].getService(Ci.nsIX509CertDB).constructX509FromBase64(pem);
              Cc["@mozilla.org/security/certoverride;1"].getService(Ci.nsICertOverrideService)
                .rememberValidityOverride("localhost", port, {}, certificate, false);
              const login = Cc["@mozilla.org/login-manager/loginInfo;1"].createInstance(Ci.nsILoginInfo);
              login.init("smtp://localhost", null, "smtp://localhost", address, password, "", "");
              await Services.logins.addLoginAsync(login);
              const fields = Cc["@mozilla.org/messengercompose/composefields;1"].createInstance(Ci.nsIMsgCompFields);
              Object.assign(fields, { to, subject, body });
              const params = Cc["@mozilla.org/messengercompose/composeparams;1"].createInstance(Ci.nsIMsgComposeParams);
              params.composeFields = fields;
              params.format = Ci.nsIMsgCompFormat.HTML;
              params.type = Ci.nsIMsgCompType.New;
              params.identity = MailServices.accounts.allIdentities[0];
              MailServices.compose.OpenComposeWindowWithParams(null, params);
              let win;
              do {
                await new Promise(later => setTimeout(later, 100));
                win = Services.wm.getMostRecentWindow("msgcompose");
              } while (!(win?.gMsgCompose?.editor && !win.gWindowLocked
                && win.document.querySelector("#toAddrContainer mail-address-pill")));
              const sent = new Promise(told => win.addEventListener("aftersend", told, { once: true }));
              win.goDoCommand("cmd_sendNow");
              await sent;
              return "sent";
            })().then(done, failed => done(String(failed)));
            """;

    private final Path folder;
    private final Process process;
    private final Socket control;
    private int asked;

    /** Starts it with one account, which sends by the server on this machine. */
    Thunderbird(Path folder, String address, int smtpPort) throws IOException {
        this.folder = folder;
        var port = FreePort.next();
        var profile = Files.createDirectories(folder.resolve("profile"));
        Files.writeString(profile.resolve("user.js"), preferences(address, smtpPort, port));
        var builder = new ProcessBuilder(
                        "thunderbird",
                        "--headless",
                        "--marionette",
                        "--remote-allow-system-access",
                        "--no-remote",
                        "--profile",
                        profile.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("thunderbird.out").toFile());
        builder.environment().put("HOME", folder.toString());
        process = builder.start();
        control = connect(port);
        control.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
        // It says hello first.
        var unused = read();
        ask("WebDriver:NewSession", Map.of());
        ask("Marionette:SetContext", Map.of("value", "chrome"));
        ask("WebDriver:SetTimeouts", Map.of("script", PATIENCE.toMillis()));
    }

    /** Writes a mail and sends it; returns when Thunderbird says that it went out. */
    void send(String address, String password, int smtpPort, Path certificate, String to, String subject, String body)
            throws IOException {
        var pem = Files.readString(certificate).replaceAll("(?s)-----END.*", "").replaceAll("-----.*-----|\\s", "");
        var answer = ask(
                "WebDriver:ExecuteAsyncScript",
                Map.of("script", SEND, "args", List.of(address, password, smtpPort, pem, to, subject, body)));
        if (!answer.path("value").asText().equals("sent")) {
            throw new IOException("not sent: " + answer + Files.readString(folder.resolve("thunderbird.out")));
        }
    }

    private static String preferences(String address, int smtpPort, int port) throws IOException {
        var preferences = new LinkedHashMap<String, Object>();
        preferences.put("mail.accountmanager.accounts", "account1");
        preferences.put("mail.accountmanager.defaultaccount", "account1");
        preferences.put("mail.account.account1.server", "server1");
        preferences.put("mail.account.account1.identities", "id1");
        preferences.put("mail.server.server1.type", "none");
        preferences.put("mail.server.server1.hostname", "Local Folders");
        preferences.put("mail.server.server1.userName", "nobody");
        preferences.put("mail.server.server1.directory-rel", "[ProfD]Mail/Local Folders");
        preferences.put("mail.identity.id1.useremail", address);
        preferences.put("mail.identity.id1.fullName", "Anna");
        preferences.put("mail.identity.id1.valid", true);
        preferences.put("mail.identity.id1.smtpServer", "smtp1");
        preferences.put("mail.identity.id1.fcc", false);
        preferences.put("mail.smtpservers", "smtp1");
        preferences.put("mail.smtp.defaultserver", "smtp1");
        preferences.put("mail.smtpserver.smtp1.type", "smtp");
        preferences.put("mail.smtpserver.smtp1.hostname", "localhost");
        preferences.put("mail.smtpserver.smtp1.port", smtpPort);
        // STARTTLS, and an ordinary password under it.
        preferences.put("mail.smtpserver.smtp1.try_ssl", 2);
        preferences.put("mail.smtpserver.smtp1.authMethod", 3);
        preferences.put("mail.smtpserver.smtp1.username", address);
        preferences.put("mail.provider.suppress_dialog_on_startup", true);
        preferences.put("mail.spotlight.firstRunDone", true);
        preferences.put("mail.SpellCheckBeforeSend", false);
        preferences.put("mail.shell.checkDefaultClient", false);
        preferences.put("mailnews.start_page.enabled", false);
        // It asks nobody outside this machine.
        preferences.put("datareporting.policy.dataSubmissionEnabled", false);
        preferences.put("toolkit.telemetry.enabled", false);
        preferences.put("app.update.enabled", false);
        preferences.put("app.donation.eoy.version.viewed", 999);
        preferences.put("extensions.update.enabled", false);
        preferences.put("extensions.systemAddon.update.enabled", false);
        preferences.put("services.settings.server", "data:,");
        preferences.put("network.captive-portal-service.enabled", false);
        preferences.put("network.connectivity-service.enabled", false);
        preferences.put("network.trr.mode", 5);
        preferences.put("network.dns.disableIPv6", true);
        preferences.put("marionette.port", port);
        var text = new StringBuilder();
        for (var each : preferences.entrySet()) {
            text.append("user_pref(\"%s\", %s);%n".formatted(each.getKey(), JSON.writeValueAsString(each.getValue())));
        }
        return text.toString();
    }

    private Socket connect(int port) throws IOException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return new Socket(InetAddress.getLoopbackAddress(), port);
            } catch (IOException notYet) {
                if (System.nanoTime() > end || !process.isAlive()) {
                    process.destroyForcibly();
                    throw new IOException(Files.readString(folder.resolve("thunderbird.out")), notYet);
                }
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            }
        }
    }

    private JsonNode ask(String command, Map<String, ?> parameters) throws IOException {
        var message = JSON.writeValueAsBytes(List.of(0, ++asked, command, parameters));
        var out = control.getOutputStream();
        out.write((message.length + ":").getBytes(StandardCharsets.US_ASCII));
        out.write(message);
        out.flush();
        var answer = read();
        if (!answer.path(2).isNull()) {
            throw new IOException(command + ": " + answer.path(2));
        }
        return answer.path(3);
    }

    /** A length, a colon, and as many octets of JSON. */
    private JsonNode read() throws IOException {
        InputStream in = control.getInputStream();
        var length = 0;
        for (var next = in.read(); next != ':'; next = in.read()) {
            if (next < '0' || next > '9') {
                throw new IOException("Thunderbird ended: " + Files.readString(folder.resolve("thunderbird.out")));
            }
            length = length * 10 + next - '0';
        }
        return JSON.readTree(in.readNBytes(length));
    }

    @Override
    public void close() throws IOException {
        var ends = true;
        try {
            ask("Marionette:Quit", Map.of("flags", List.of("eForceQuit")));
        } catch (IOException gone) {
            ends = false;
        }
        control.close();
        try {
            if (!ends || !process.waitFor(20, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
