import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.storage.blob.BlobServiceClientBuilder;
import io.dropbatch.client.AnnouncementHandler;
import io.dropbatch.client.AnnouncementProcessor;
import io.dropbatch.client.HandledEvents;
import io.dropbatch.client.ResultSource;
import io.dropbatch.client.VerifiedResult;
import io.dropbatch.model.event.OutputFailed;
import io.dropbatch.model.event.OutputReady;
import io.dropbatch.model.event.SubmissionRejected;
import io.dropbatch.model.result.ResultManifest.ManifestOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Reads each result once and verifies it while it is read. Argument: the name of your subscription. */
class ResultSubscriber {

    public static void main(String[] arguments) throws InterruptedException {
        String subscription = arguments[0];
        ResultSource storage = ResultSource.of(new BlobServiceClientBuilder()
                .connectionString(System.getenv("AZURE_STORAGE_CONNECTION_STRING"))
                .buildClient());
        AnnouncementHandler handler = AnnouncementHandler.remembering(HandledEvents.inMemory(100_000))
                .on(OutputReady.class, event -> read(storage, event))
                .on(OutputFailed.class, event -> System.out.println("failed " + event.submission()))
                .on(SubmissionRejected.class, event -> System.out.println("rejected " + event.submission()));
        try (AnnouncementProcessor outputs = AnnouncementProcessor.start(bus(), "outputs", subscription, handler);
                AnnouncementProcessor drops =
                        AnnouncementProcessor.start(bus(), "submissions", subscription, handler)) {
            Thread.currentThread().join();
        }
    }

    private static void read(ResultSource storage, OutputReady event) {
        try {
            VerifiedResult result = VerifiedResult.open(storage, event);
            for (ManifestOutput output : result.outputs()) {
                try (InputStream in = result.read(output)) {
                    System.out.println("ready " + event.submission() + " " + output.path() + " "
                            + in.transferTo(OutputStream.nullOutputStream()) + " bytes");
                }
            }
        } catch (IOException e) {
            // The announcement comes again.
            throw new UncheckedIOException(e);
        }
    }

    private static ServiceBusClientBuilder bus() {
        return new ServiceBusClientBuilder().connectionString(System.getenv("AZURE_SERVICEBUS_CONNECTION_STRING"));
    }
}
