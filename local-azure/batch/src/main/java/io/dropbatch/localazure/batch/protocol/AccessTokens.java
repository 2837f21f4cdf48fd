package io.dropbatch.localazure.batch.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.ErrorCode;
import io.dropbatch.localazure.batch.document.JsonTrees;
import java.io.IOException;
import java.time.Clock;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Checks access tokens of Microsoft Entra ID as Batch does, but for their signature: a token has to be for this audience, to
 * the character, and may not have expired.
 */
public final class AccessTokens {

    /** What every refusal of a token begins with. */
    static final String DETAIL = "The access token";

    private final @Nullable String audience;
    private final Clock clock;

    /** @param audience of the tokens that are accepted; without one none is */
    public AccessTokens(@Nullable String audience, Clock clock) {
        this.audience = audience;
        this.clock = clock;
    }

    boolean accepted() {
        return audience != null;
    }

    void verify(String token) {
        JsonNode claims = claims(token);
        String actual = claims.path("aud").asText();
        if (!actual.equals(audience)) {
            throw refused(" has been obtained from wrong audience or resource '" + actual
                    + "'. It should exactly match (including forward slash) with one of the allowed audiences '"
                    + audience
                    + "'.");
        }
        if (claims.path("exp").asLong() <= clock.instant().getEpochSecond()) {
            throw refused(" expiry UTC time is earlier than current UTC time.");
        }
    }

    private static JsonNode claims(String token) {
        String[] parts = token.split("\\.", -1);
        try {
            JsonNode claims =
                    parts.length == 3 ? JsonTrees.read(Base64.getUrlDecoder().decode(parts[1])) : null;
            if (claims != null && claims.isObject()) {
                return claims;
            }
        } catch (IllegalArgumentException | IOException e) {
            throw refused(" is malformed.");
        }
        throw refused(" is malformed.");
    }

    private static BatchError refused(String detail) {
        return BatchError.of(ErrorCode.AuthenticationFailed).with("AuthenticationErrorDetail", DETAIL + detail);
    }
}
