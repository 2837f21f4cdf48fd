package io.dropbatch.localazure.batch.protocol;

import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.ErrorCode;
import io.dropbatch.localazure.batch.protocol.call.ApiCall;
import io.dropbatch.localazure.batch.protocol.operation.FaultOperations;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Verifies that a request was signed with the account's key, and recently, or bears an access token for Batch. */
public final class SharedKeyVerifier {

    /** The detail that distinguishes a missing signature from a wrong one. */
    private static final String NO_AUTHENTICATION = "The specified type of authentication none is not allowed";

    private static final Pattern CREDENTIALS = Pattern.compile("([^:\\s]{1,100}):([A-Za-z0-9+/]{43}=)");
    private static final int LONGEST_TEXT = 2000;

    private final String account;
    private final SecretKeySpec key;
    private final Duration clockSkew;
    private final Clock clock;
    private final AccessTokens tokens;

    /**
     * Verifies against one key.
     *
     * @param clockSkew how far a client's clock may be from this machine's
     */
    public SharedKeyVerifier(String account, String base64Key, Duration clockSkew, Clock clock, AccessTokens tokens) {
        this.account = account;
        this.key = new SecretKeySpec(Base64.getDecoder().decode(base64Key), "HmacSHA256");
        this.clockSkew = clockSkew;
        this.clock = clock;
        this.tokens = tokens;
    }

    /** Whether a refusal is answered with 401: nothing was presented, or a token that is not for this account. */
    static boolean isUnauthorized(BatchError refusal) {
        return refusal.values().values().stream()
                .anyMatch(detail -> detail.equals(NO_AUTHENTICATION) || detail.startsWith(AccessTokens.DETAIL));
    }

    void verify(ApiCall call) {
        String authorization = call.header("Authorization");
        if (authorization == null || authorization.isBlank()) {
            throw refusedType("none");
        }
        // The fault endpoint also accepts the plain key, so that a test needs no signature.
        if (call.rawPath().equals(FaultOperations.PATH) && bearsKey(authorization)) {
            return;
        }
        int blank = authorization.indexOf(' ');
        String scheme = blank < 0 ? authorization : authorization.substring(0, blank);
        if (scheme.equalsIgnoreCase("Bearer") && tokens.accepted()) {
            tokens.verify(authorization.substring(scheme.length()).strip());
            return;
        }
        if (!scheme.equalsIgnoreCase("SharedKey")) {
            throw refusedType(scheme.matches("\\w{1,20}") ? scheme : "unknown");
        }
        Matcher credentials =
                CREDENTIALS.matcher(authorization.substring(scheme.length()).strip());
        if (!credentials.matches()) {
            throw BatchError.of(ErrorCode.InvalidAuthenticationInfo)
                    .with("AuthenticationErrorDetail", "SharedKey <account>:<signature, Base64> is expected.");
        }
        verify(call, credentials.group(1), credentials.group(2));
    }

    private void verify(ApiCall call, String name, String signature) {
        if (!name.equalsIgnoreCase(account)) {
            throw refused("The account " + name + " is not the one at this address, which is " + account + ".");
        }
        String ocpDate = call.header("ocp-date");
        verifyDate(ocpDate == null ? call.header("Date") : ocpDate);
        RequestSignature expected = RequestSignature.of(call, account, key);
        if (!MessageDigest.isEqual(bytes(expected.value()), bytes(signature))) {
            throw refused("The MAC signature found in the HTTP request '" + signature
                    + "' is not the same as any computed signature. Server used following string to sign: '"
                    + abbreviated(expected.text()) + "'.");
        }
    }

    private void verifyDate(@Nullable String date) {
        if (date == null) {
            throw refused("One of the headers ocp-date and Date must be there.");
        }
        Duration skew;
        try {
            skew = Duration.between(
                    ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant(),
                    clock.instant());
        } catch (DateTimeException e) {
            throw refused("The date header in the request is incorrect: '" + abbreviated(date) + "'");
        }
        if (skew.abs().compareTo(clockSkew) > 0) {
            throw refused("Request date header too " + (skew.isNegative() ? "new" : "old") + ": '" + date + "'");
        }
    }

    private boolean bearsKey(String authorization) {
        String expected = "Bearer " + Base64.getEncoder().encodeToString(key.getEncoded());
        return MessageDigest.isEqual(bytes(expected), bytes(authorization));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String abbreviated(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
    }

    private static BatchError refusedType(String scheme) {
        return refused("The specified type of authentication " + scheme + " is not allowed");
    }

    private static BatchError refused(String detail) {
        return BatchError.of(ErrorCode.AuthenticationFailed).with("AuthenticationErrorDetail", detail);
    }
}
