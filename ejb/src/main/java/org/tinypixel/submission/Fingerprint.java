package org.tinypixel.submission;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** What makes a mail handed in again the same mail: account, envelope and every byte, the {@code Message-ID} among them. */
final class Fingerprint {
    private Fingerprint() {}

    /** SHA-256 as 43 characters of base64url. */
    static String of(Submission submission) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            add(digest, submission.viewer().id().value());
            add(digest, submission.from().value());
            submission.to().stream()
                    .map(recipient -> recipient.address().value())
                    .sorted()
                    .forEach(address -> add(digest, address));
            digest.update((byte) 0);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest(submission.content()));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }
}
