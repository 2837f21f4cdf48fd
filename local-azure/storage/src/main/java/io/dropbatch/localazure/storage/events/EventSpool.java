package io.dropbatch.localazure.storage.events;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores undelivered events, one file each, so that a restart delivers them. */
final class EventSpool {

    private static final Logger LOG = LoggerFactory.getLogger(EventSpool.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;

    EventSpool(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void keep(BlobEvent event) throws IOException {
        Path staging = folder.resolve(event.id() + ".new");
        Files.write(staging, JSON.writeValueAsBytes(event));
        Files.move(staging, file(event), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void forget(BlobEvent event) {
        try {
            Files.deleteIfExists(file(event));
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("eventId", event.id())
                    .addKeyValue("file", file(event))
                    .setCause(e)
                    .log("cannot delete a kept event; it will be sent again after a restart");
        }
    }

    List<BlobEvent> kept() {
        List<BlobEvent> events = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.json")) {
            for (Path file : files) {
                events.add(JSON.readValue(file.toFile(), BlobEvent.class));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the undelivered events in " + folder, e);
        }
        return events;
    }

    private Path file(BlobEvent event) {
        return folder.resolve(event.id() + ".json");
    }
}
