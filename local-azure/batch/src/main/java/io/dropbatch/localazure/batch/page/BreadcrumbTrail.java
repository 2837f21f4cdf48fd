package io.dropbatch.localazure.batch.page;

import java.util.Arrays;
import java.util.List;

/** The path from the first page to this one, as links. */
final class BreadcrumbTrail {

    private BreadcrumbTrail() {}

    static SafeMarkup of(SafeMarkup... steps) {
        List<SafeMarkup> all = Arrays.stream(steps)
                .map(step -> SafeMarkup.of("<span class=\"step\">{}</span>", step))
                .toList();
        return SafeMarkup.all(all);
    }
}
