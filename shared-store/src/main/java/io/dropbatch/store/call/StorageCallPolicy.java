package io.dropbatch.store.call;

import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpPipelinePosition;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import io.dropbatch.model.call.CallAnswer;
import io.dropbatch.model.call.CallClient;
import io.dropbatch.model.call.CallObserver;
import io.dropbatch.model.call.ClientCall;
import java.net.URL;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** Tells of each request to storage how it was answered; a request that the SDK repeats is told of each time. */
public final class StorageCallPolicy implements HttpPipelinePolicy {

    private final CallClient client;
    private final CallObserver observer;

    public StorageCallPolicy(CallClient client, CallObserver observer) {
        this.client = client;
        this.observer = observer;
    }

    @Override
    public HttpPipelinePosition getPipelinePosition() {
        return HttpPipelinePosition.PER_RETRY;
    }

    @Override
    public HttpResponse processSync(HttpPipelineCallContext context, HttpPipelineNextSyncPolicy next) {
        long start = System.nanoTime();
        CallAnswer answer = CallAnswer.NO_ANSWER;
        try {
            HttpResponse response = next.processSync();
            answer = CallAnswer.ofStatus(response.getStatusCode());
            return response;
        } finally {
            tell(context.getHttpRequest(), answer, start);
        }
    }

    @Override
    public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
        return Mono.defer(() -> {
            long start = System.nanoTime();
            HttpRequest request = context.getHttpRequest();
            return next.process()
                    .doOnNext(response -> tell(request, CallAnswer.ofStatus(response.getStatusCode()), start))
                    .doOnError(failure -> tell(request, CallAnswer.NO_ANSWER, start));
        });
    }

    private void tell(HttpRequest request, CallAnswer answer, long start) {
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        observer.answered(new ClientCall(client, operation(request), answer), took);
    }

    private String operation(HttpRequest request) {
        URL address = request.getUrl();
        String method = request.getHttpMethod().toString();
        return client == CallClient.TABLE
                ? StorageOperations.ofTable(method, address.getPath())
                : StorageOperations.ofBlob(method, address.getQuery());
    }
}
