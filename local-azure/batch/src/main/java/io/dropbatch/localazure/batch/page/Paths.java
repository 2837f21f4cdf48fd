package io.dropbatch.localazure.batch.page;

import java.util.Arrays;
import java.util.List;

/** The way from the first page to this one, as links. */
final class Paths {

    private Paths() {}

    static Markup of(Markup... steps) {
        List<Markup> all = Arrays.stream(steps)
                .map(step -> Markup.of("<span class=\"step\">{}</span>", step))
                .toList();
        return Markup.all(all);
    }
}
