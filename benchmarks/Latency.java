import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.models.ServiceBusReceiveMode;
import io.dropbatch.codec.EventCodec;
import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.event.OutputReady;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.result.ResultManifest;
import io.dropbatch.model.result.TaskMarker;
import io.dropbatch.store.BlobStore;
import io.dropbatch.store.StorageAccount;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Drops one file at a time and measures how long the parts of its way take. */
class Latency {

    public static void main(String[] arguments) {
        int runs = Integer.parseInt(arguments[0]);
        StorageAccount storage = StorageAccount.connect(System.getenv("AZURE_STORAGE_CONNECTION_STRING"), null, null);
        BlobStore inbox = storage.blobs("inbox");
        BlobStore outputs = storage.blobs("outputs");
        List<Double> toTask = new ArrayList<>();
        List<Double> toReady = new ArrayList<>();
        try (ServiceBusReceiverClient events = new ServiceBusClientBuilder()
                .connectionString(System.getenv("AZURE_SERVICEBUS_CONNECTION_STRING"))
                .receiver()
                .topicName("outputs")
                .subscriptionName("all")
                .receiveMode(ServiceBusReceiveMode.RECEIVE_AND_DELETE)
                .buildClient()) {
            for (int run = 0; run <= runs; run++) {
                String drop = "stamp/latency-" + System.nanoTime() + "/";
                inbox.write(drop + "one.txt", "one".getBytes(StandardCharsets.UTF_8), "text/plain");
                Instant dropped = Instant.now();
                String etag = inbox.write(drop + "_READY", new byte[0], "text/plain");
                SubmissionId submission = new DropTrigger("inbox", drop + "_READY", etag, dropped).submission();
                ServiceBusReceivedMessage ready = await(events, submission);
                Instant announced = ready.getEnqueuedTime().toInstant();
                OutputReady event = (OutputReady) EventCodec.read(ready.getBody().toBytes()).data();
                ResultManifest manifest =
                        ModelJson.read(outputs.read(event.manifest()).orElseThrow().bytes(), ResultManifest.class);
                String blob = manifest.outputs().getFirst().blob();
                long began = Long.parseLong(new String(outputs.read(blob).orElseThrow().bytes(), StandardCharsets.US_ASCII).strip());
                String base = blob.substring(0, blob.indexOf("/out/") + 1);
                TaskMarker marker = ModelJson.read(outputs.read(base + "_task.json").orElseThrow().bytes(), TaskMarker.class);
                double task = began / 1e6 - dropped.toEpochMilli();
                double end = Duration.between(marker.endedAt(), announced).toNanos() / 1e6;
                if (run > 0) {
                    toTask.add(task);
                    toReady.add(end);
                }
                System.out.printf("%s drop to command %.0f ms, task's end to output.ready %.0f ms%n", run == 0 ? "warm-up" : "run " + run, task, end);
            }
        }
        System.out.printf("medians of %d: drop to command %.0f ms, task's end to output.ready %.0f ms%n", runs, median(toTask), median(toReady));
        System.exit(0);
    }

    private static ServiceBusReceivedMessage await(ServiceBusReceiverClient events, SubmissionId submission) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (System.nanoTime() < end) {
            for (ServiceBusReceivedMessage message : events.receiveMessages(1, Duration.ofSeconds(2))) {
                if (submission.value().equals(message.getApplicationProperties().get("submission"))) {
                    return message;
                }
            }
        }
        throw new IllegalStateException("no outcome of " + submission + " within a minute");
    }

    private static double median(List<Double> values) {
        Collections.sort(values);
        return values.get(values.size() / 2);
    }
}
