package io.dropbatch.localazure.batch.page;

import java.util.Collection;

/** HTML that is safe to show: every inserted part is escaped, unless it is safe markup itself. */
record SafeMarkup(String html) {

    static final SafeMarkup NOTHING = new SafeMarkup("");

    /** A template, each {@code {}} of which is replaced by the next part. */
    static SafeMarkup of(String template, Object... parts) {
        StringBuilder html = new StringBuilder(template.length() + 32 * parts.length);
        int from = 0;
        for (Object part : parts) {
            int hole = template.indexOf("{}", from);
            if (hole < 0) {
                throw new IllegalArgumentException("More parts than holes: " + template);
            }
            html.append(template, from, hole);
            append(html, part);
            from = hole + 2;
        }
        if (template.indexOf("{}", from) >= 0) {
            throw new IllegalArgumentException("More holes than parts: " + template);
        }
        return new SafeMarkup(html.append(template, from, template.length()).toString());
    }

    static SafeMarkup all(Collection<SafeMarkup> parts) {
        StringBuilder html = new StringBuilder();
        parts.forEach(part -> html.append(part.html));
        return new SafeMarkup(html.toString());
    }

    SafeMarkup and(SafeMarkup next) {
        return new SafeMarkup(html + next.html);
    }

    private static void append(StringBuilder html, Object part) {
        switch (part) {
            case SafeMarkup safeMarkup -> html.append(safeMarkup.html);
            case Collection<?> list -> list.forEach(item -> append(html, item));
            default -> escape(html, String.valueOf(part));
        }
    }

    private static void escape(StringBuilder html, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                case '\n', '\t' -> html.append(c);
                default -> html.append(Character.isISOControl(c) || bends(c) ? '\uFFFD' : c);
            }
        }
    }

    /** Characters that reverse the text direction and so could disguise a line. */
    private static boolean bends(char c) {
        return (c >= '\u202A' && c <= '\u202E') || (c >= '\u2066' && c <= '\u2069');
    }
}
