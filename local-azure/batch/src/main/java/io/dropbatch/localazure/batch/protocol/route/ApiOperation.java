package io.dropbatch.localazure.batch.protocol.route;

import io.dropbatch.localazure.batch.protocol.call.ApiCall;
import io.dropbatch.localazure.batch.protocol.call.CallAnswer;
import java.io.IOException;

/** The operation of a route. */
@FunctionalInterface
public interface ApiOperation {

    CallAnswer answer(ApiCall call) throws IOException;
}
