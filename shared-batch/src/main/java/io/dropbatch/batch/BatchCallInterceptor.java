package io.dropbatch.batch;

import io.dropbatch.model.call.CallAnswer;
import io.dropbatch.model.call.CallClient;
import io.dropbatch.model.call.CallObserver;
import io.dropbatch.model.call.ClientCall;
import java.io.IOException;
import java.time.Duration;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/** Tells of each request to Batch how it was answered. */
final class BatchCallInterceptor implements Interceptor {

    private final CallObserver observer;

    BatchCallInterceptor(CallObserver observer) {
        this.observer = observer;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        long start = System.nanoTime();
        CallAnswer answer = CallAnswer.NO_ANSWER;
        try {
            Response response = chain.proceed(request);
            answer = CallAnswer.ofStatus(response.code());
            return response;
        } finally {
            String operation =
                    BatchOperations.of(request.method(), request.url().encodedPath());
            observer.answered(
                    new ClientCall(CallClient.BATCH, operation, answer), Duration.ofNanos(System.nanoTime() - start));
        }
    }
}
