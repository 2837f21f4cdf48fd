package io.dropbatch.cli.client.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.codec.EventCodec;
import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.event.CancelRequested;
import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.model.outcome.CancelRequest;
import io.dropbatch.model.outcome.CancelRequest.Route;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventPrinterTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @Test
    void says_of_a_drop_that_its_trigger_was_deleted_and_of_a_file_that_it_was() {
        DropTrigger drop = new DropTrigger("inbox", "prices/today/_READY", "1", NOON);
        DropTrigger file = new DropTrigger("inbox", "thumbs/2026/cat.jpg", "1", NOON);

        assertThat(printed(wish(drop, Route.TRIGGER_DELETED)))
                .contains("cancel.requested")
                .endsWith("cancelled: Cancelled since its trigger was deleted at 2026-11-20T12:00:00Z. To run it after"
                        + " all, retry it, or upload the trigger again.");
        assertThat(printed(wish(file, Route.TRIGGER_DELETED)))
                .endsWith("cancelled: Cancelled since it was deleted at 2026-11-20T12:00:00Z. To run it after all,"
                        + " upload it again.");
        assertThat(printed(wish(file, Route.API)))
                .endsWith("cancelled: Cancelled by ann at 2026-11-20T12:00:00Z. To run it after all, retry it, or"
                        + " upload it again.");
    }

    @Test
    void says_of_a_job_that_files_share_that_all_of_them_are_meant() {
        DropTrigger job = DropTrigger.rolling("inbox", "thumbs", "1-x", NOON);

        assertThat(printed(wish(job, Route.API))).endsWith("all files of the job, asked for by ann");
    }

    private static CancelRequested wish(DropTrigger trigger, Route via) {
        return new CancelRequested(
                trigger.submission(), trigger.folder(), trigger, new CancelRequest("ann", via, NOON));
    }

    private static String printed(DomainEvent event) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new EventPrinter(new PrintStream(out, true, UTF_8), false)
                .print(EventCodec.write(event, "/results-service", NOON, null));
        return out.toString(UTF_8).strip();
    }
}
