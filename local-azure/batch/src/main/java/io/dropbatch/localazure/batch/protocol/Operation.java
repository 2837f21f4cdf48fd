package io.dropbatch.localazure.batch.protocol;

import java.io.IOException;

/** What a route does. */
@FunctionalInterface
interface Operation {

    Answer answer(Call call) throws IOException;
}
