package io.dropbatch.localazure.batch.protocol.route;

import io.dropbatch.localazure.batch.protocol.call.Answer;
import io.dropbatch.localazure.batch.protocol.call.Call;
import java.io.IOException;

/** What a route does. */
@FunctionalInterface
public interface Operation {

    Answer answer(Call call) throws IOException;
}
