package io.dropbatch.results.adapter.web.reference;

import java.util.List;
import org.springframework.web.util.HtmlUtils;

/** A page that is written from top to bottom; whatever is not a tag of its own is escaped. */
final class HtmlPage {

    private final StringBuilder html = new StringBuilder();

    HtmlPage(String title, String description) {
        html.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
                .append(text(title))
                .append("</title><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
                .append("<link rel=\"stylesheet\" href=\"../reference.css\"></head>\n<body><main>\n<h1>")
                .append(text(title))
                .append("</h1>\n");
        paragraph(description);
    }

    void paragraph(String words) {
        if (!words.isBlank()) {
            html.append("<p>").append(text(words)).append("</p>\n");
        }
    }

    /** A heading that can be linked to. */
    void heading(int level, String id, String words) {
        html.append("<h%d id=\"%s\"><a href=\"#%s\">%s</a></h%d>\n"
                .formatted(level, text(id), text(id), text(words), level));
    }

    void link(String address, String words) {
        html.append("<p><a href=\"")
                .append(text(address))
                .append("\">")
                .append(text(words))
                .append("</a></p>\n");
    }

    void contents(String label, List<String> ids) {
        html.append("<nav aria-label=\"").append(text(label)).append("\"><ul>\n");
        ids.forEach(id -> html.append("<li><a href=\"#%s\">%s</a></li>\n".formatted(text(id), text(id))));
        html.append("</ul></nav>\n");
    }

    /** The first cell of a row is a name, as programs write it. */
    void table(List<String> titles, List<List<String>> rows) {
        if (rows.isEmpty()) {
            return;
        }
        html.append("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Table\"><table><thead><tr>");
        titles.forEach(
                title -> html.append("<th scope=\"col\">").append(text(title)).append("</th>"));
        html.append("</tr></thead><tbody>\n");
        for (List<String> row : rows) {
            html.append("<tr><th scope=\"row\"><code>")
                    .append(text(row.getFirst()))
                    .append("</code></th>");
            row.stream()
                    .skip(1)
                    .forEach(cell -> html.append("<td>").append(text(cell)).append("</td>"));
            html.append("</tr>\n");
        }
        html.append("</tbody></table></div>\n");
    }

    void folded(String summary, String code) {
        html.append("<details><summary>")
                .append(text(summary))
                .append("</summary><pre tabindex=\"0\">")
                .append(text(code))
                .append("</pre></details>\n");
    }

    String html() {
        return html + "</main></body></html>\n";
    }

    private static String text(String words) {
        return HtmlUtils.htmlEscape(words, "UTF-8");
    }
}
