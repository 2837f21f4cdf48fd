package io.dropbatch.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

    private static final String SECRET = "5ecr3t+/Abc0123456789abcdefghijklmnopq==";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://acc.blob.core.windows.net/c/b?sv=2024&sig=SECRET&se=2026",
                "https://acc.blob.core.windows.net/c/b?SIG=SECRET",
                "sig=SECRET",
                "(sig=SECRET)",
                "callback?to=https%3A%2F%2Fhost%2Fb%3Fsig%3DSECRET",
                "SharedAccessSignature sr=host&sig=SECRET&se=1&skn=root",
                "signature=SECRET",
                "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=SECRET;EndpointSuffix=core.windows.net",
                "accountkey=SECRET",
                "Endpoint=sb://h/;SharedAccessKeyName=root;SharedAccessKey=SECRET",
                "ENDPOINT=SB://H/;SHAREDACCESSKEY=SECRET;EntityPath=q",
                "AZURE_BATCH_ACCESS_KEY='SECRET'",
                "azure_client_secret=SECRET",
                "{\"accountKey\":\"SECRET\"}",
                "{ \"SharedAccessKey\" : \"SECRET\", \"name\": \"n\" }",
                "{\"access_token\":\"SECRET\",\"expires_in\":3600}",
                "{\"body\":\"{\\\"accountKey\\\":\\\"SECRET\\\"}\"}",
                "Authorization: Bearer SECRET",
                "authorization: bearer SECRET",
                "Authorization: SharedKey account:SECRET",
                "Authorization: SharedKeyLite account:SECRET",
                "token eyJhbGciOiJSUzI1NiJ9.SECRET.c2ln"
            })
    void no_secret_stays_in_any_of_its_forms(String form) {
        String secret = form.contains("eyJ") ? "eyJzdWIiOiJub2JvZHkifQ" : SECRET;

        String redacted = Redaction.of(form.replace("SECRET", secret));

        assertThat(redacted).doesNotContain(secret, "5ecr3t").contains("…");
    }

    @Test
    void what_stands_around_a_secret_stays() {
        assertThat(Redaction.of("GET https://h/c/b?sv=1&sig=abc%3D&se=2 failed"))
                .isEqualTo("GET https://h/c/b?sv=1&sig=…&se=2 failed");
        assertThat(Redaction.of("Endpoint=sb://h/;SharedAccessKeyName=root;SharedAccessKey=abc=;EntityPath=q"))
                .isEqualTo("Endpoint=sb://h/;SharedAccessKeyName=root;SharedAccessKey=…;EntityPath=q");
        assertThat(Redaction.of("{\"accountKey\": \"abc=\", \"account\": \"a\"}"))
                .isEqualTo("{\"accountKey\": \"…\", \"account\": \"a\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "the command ended with exit code 3",
                "config=verbose design=4 designature=x",
                "the bearer of bad news",
                "no signature was found",
                "key=value",
                "line 1\nline 2\ttab"
            })
    void text_without_a_secret_stays_as_it_is(String text) {
        assertThat(Redaction.of(text)).isEqualTo(text);
    }

    @Test
    void what_was_redacted_is_not_changed_again() {
        String once =
                Redaction.of("?sig=a&x=1; AccountKey=b; Bearer abcdefghijklmnopqrstuvwxyz {\"accountKey\":\"c\"}");

        assertThat(Redaction.of(once)).isEqualTo(once);
    }

    @Test
    void an_exception_is_told_in_one_line_without_its_secret() {
        assertThat(Redaction.describe(new IllegalStateException("cannot read ?sig=abc")))
                .isEqualTo("IllegalStateException: cannot read ?sig=…");
        assertThat(Redaction.describe(new IllegalStateException())).isEqualTo("IllegalStateException");
    }
}
