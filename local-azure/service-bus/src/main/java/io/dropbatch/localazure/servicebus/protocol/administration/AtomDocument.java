package io.dropbatch.localazure.servicebus.protocol.administration;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes ATOM as the namespace does.
 *
 * @param address of the namespace
 */
record AtomDocument(String address, Instant now) {
    private static final String ATOM = "http://www.w3.org/2005/Atom";

    /**
     * An entity in a feed.
     *
     * @param path below the namespace
     * @param title its own name
     * @param description as XML
     */
    record Entry(String path, String title, String description) {}

    /**
     * A part of a list.
     *
     * @param next the query for what follows; null at the end
     */
    record Page(List<Entry> entries, @Nullable String next) {}

    String feed(String title, String path, Page page) {
        StringBuilder xml = new StringBuilder();
        xml.append("<feed xmlns=\"").append(ATOM).append("\">");
        head(xml, title, path);
        if (page.next() != null) {
            xml.append("<link rel=\"next\" href=\"")
                    .append(escaped(address + "/" + path + "?" + page.next()))
                    .append("\"/>");
        }
        page.entries().forEach(entry -> append(xml, "<entry>", entry));
        return xml.append("</feed>").toString();
    }

    /** The answer for an entity that is not there: Azure says so with a feed that has nothing in it. */
    String emptyFeed(String path) {
        return feed("Publicly Listed Services", path, new Page(List.of(), null));
    }

    String entry(Entry entry) {
        StringBuilder xml = new StringBuilder();
        append(xml, "<entry xmlns=\"" + ATOM + "\">", entry);
        return xml.toString();
    }

    static String error(int status, String detail) {
        return "<Error><Code>%d</Code><Detail>%s</Detail></Error>".formatted(status, escaped(detail));
    }

    private void append(StringBuilder xml, String start, Entry entry) {
        xml.append(start);
        head(xml, entry.title(), entry.path());
        xml.append("<content type=\"application/xml\">")
                .append(entry.description())
                .append("</content></entry>");
    }

    private void head(StringBuilder xml, String title, String path) {
        String location = escaped(address + "/" + path);
        xml.append("<id>").append(location).append("</id>");
        xml.append("<title type=\"text\">").append(escaped(title)).append("</title>");
        xml.append("<published>").append(now).append("</published>");
        xml.append("<updated>").append(now).append("</updated>");
        xml.append("<link rel=\"self\" href=\"").append(location).append("\"/>");
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
