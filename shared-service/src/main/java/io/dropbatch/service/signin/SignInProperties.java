package io.dropbatch.service.signin;

import io.dropbatch.service.ConfigurationProblem;
import io.dropbatch.service.PositiveDuration;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who signs people in, and what makes them viewers and operators.
 *
 * @param issuer the OpenID provider
 * @param audience what scripts' tokens are issued for; if empty, none is accepted
 * @param clientId the console's own name at the provider; if empty, nobody signs in by browser
 * @param consoleUrl where people reach the console
 * @param rolesClaim which claim says what people may do; dots lead to a claim inside another
 * @param viewer the claim's value for who may look
 * @param operator the claim's value for who may also change
 * @param session after which people sign in anew
 */
@ConfigurationProperties("dropbatch.web.sign-in")
@Validated
record SignInProperties(
        @Pattern(regexp = SignInProperties.ADDRESS, message = "has to be an https:// address")
        String issuer,

        @DefaultValue("") String audience,
        @DefaultValue("") String clientId,
        @DefaultValue("") String clientSecret,

        @DefaultValue("")
        @Pattern(
                regexp = "|" + SignInProperties.ADDRESS,
                message = "has to be the https:// address of the console, as people write it")
        String consoleUrl,

        @DefaultValue("roles") @NotBlank(message = "has to name a claim")
        String rolesClaim,

        @DefaultValue("dropbatch.viewer") @NotBlank(message = "has to be a value of the claim")
        String viewer,

        @DefaultValue("dropbatch.operator") @NotBlank(message = "has to be a value of the claim")
        String operator,

        @DefaultValue("8h") @PositiveDuration Duration session) {

    /** TLS, but for a provider on this machine. */
    static final String ADDRESS = "https://[^\\s?#]+|http://(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d+)?(/[^\\s?#]*)?";

    SignInProperties {
        issuer = issuer.strip();
        audience = audience.strip();
        clientId = clientId.strip();
        clientSecret = clientSecret.strip();
        consoleUrl = consoleUrl.strip().replaceAll("/+$", "");
    }

    /**
     * These settings, if somebody can sign in by them.
     *
     * @throws ConfigurationProblem when nobody could
     */
    SignInProperties checked() {
        if (clientId.isEmpty() != consoleUrl.isEmpty()) {
            throw new ConfigurationProblem(
                    clientId.isEmpty() ? "dropbatch.web.sign-in.client-id" : "dropbatch.web.sign-in.console-url",
                    "has to be set as well: sign-in by browser needs both the client's id and the console's address");
        }
        if (clientId.isEmpty() && audience.isEmpty()) {
            throw new ConfigurationProblem(
                    "dropbatch.web.sign-in.audience",
                    "has to be set to what tokens are issued for, or nobody could sign in; or set"
                            + " DROPBATCH_SIGN_IN_CLIENT_ID and DROPBATCH_SIGN_IN_CONSOLE_URL for sign-in by browser");
        }
        return this;
    }

    boolean acceptsTokens() {
        return !audience.isEmpty();
    }

    boolean acceptsBrowsers() {
        return !clientId.isEmpty();
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "SignInProperties[issuer=" + issuer + ", audience=" + audience + ", clientId=" + clientId + "]";
    }
}
