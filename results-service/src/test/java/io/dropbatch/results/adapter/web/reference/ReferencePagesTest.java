package io.dropbatch.results.adapter.web.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.event.EventType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferencePagesTest {

    private final ReferencePages pages = new ReferencePages();

    @ParameterizedTest
    @EnumSource
    void the_page_of_events_has_each_of_them_with_an_example(EventType type) {
        String html = pages.events().getBody();

        assertThat(html).contains(">" + type.value() + "</a></h3>");
        assertThat(html).contains("&quot;type&quot; : &quot;" + type.value() + "&quot;");
    }

    @Test
    void fields_stand_in_a_table_with_what_they_mean() {
        assertThat(pages.events().getBody())
                .contains("<tr><th scope=\"row\"><code>manifestSha256</code></th><td>string</td><td>always</td>"
                        + "<td>Of the manifest&#39;s bytes.</td></tr>")
                .contains("The Batch job: &lt;submission&gt;-&lt;attempt&gt;.");
    }

    @Test
    void fields_below_others_are_named_by_their_path() {
        assertThat(pages.routes().getBody())
                .contains("<code>progress.completed</code></th><td>integer</td><td>always</td>")
                .contains("<code>causes[].tasks</code></th><td>list of string</td><td>always</td>");
    }

    @Test
    void routes_say_what_they_take_and_answer() {
        assertThat(pages.routes().getBody())
                .contains(">GET /submissions/{id}/outputs.zip</a></h3>")
                .contains("<code>id</code></th><td>path</td><td>The submission.</td>")
                .contains("<code>409</code></th><td>text/plain</td>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"events.asyncapi", "api.openapi"})
    void the_documents_themselves_are_served(String document) {
        assertThat(pages.document(document).getBody()).matches(resource -> resource.exists());
    }
}
