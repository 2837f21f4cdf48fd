package io.dropbatch.localazure.batch.page;

import io.dropbatch.localazure.batch.protocol.endpoint.PageView;

/** The common frame of all pages; the browser may load nothing from other servers. */
final class PageLayout {

    private static final String POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self';"
            + " img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{} · {}</title>
            <link rel="stylesheet" href="/_ui/page.css">
            <link rel="icon" href="/_ui/icon.svg" type="image/svg+xml">
            <script src="/_ui/page.js" defer></script>
            </head>
            <body>
            <header><a class="home" href="/_ui/"><span class="mark"></span>{}</a><nav>{}</nav>\
            <span id="stale" hidden>not answering</span></header>
            <main>
            {}</main>
            </body>
            </html>
            """;

    private final String account;

    PageLayout(String account) {
        this.account = account;
    }

    PageView page(String title, SafeMarkup path, SafeMarkup content) {
        return view(200, title, path, content);
    }

    PageView missing(String what) {
        return view(
                404,
                "not found",
                SafeMarkup.NOTHING,
                SafeMarkup.of("<section id=\"missing\"><h1>{}</h1><p>It may have been deleted.</p></section>\n", what));
    }

    private PageView view(int status, String title, SafeMarkup path, SafeMarkup content) {
        String html =
                SafeMarkup.of(PAGE, title, account, account, path, content).html();
        return PageView.of(status, "text/html; charset=utf-8", html).with("Content-Security-Policy", POLICY);
    }
}
