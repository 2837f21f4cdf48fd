package io.dropbatch.localazure.servicebus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.dropbatch.localazure.files.TopologyException;
import io.dropbatch.localazure.files.TopologyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads a topology in the JSON format of Microsoft's Service Bus emulator. It refuses what the broker cannot honour and
 * names the path.
 */
public final class TopologyReader {
    private static final TopologyFile<EmulatorFile> FORMAT =
            new TopologyFile<>(EmulatorFile.class, PropertyNamingStrategies.UPPER_CAMEL_CASE);

    private TopologyReader() {}

    public static NamespaceTopology read(Path file) throws IOException {
        try {
            return parse(Files.readString(file));
        } catch (TopologyException e) {
            throw e.in(file);
        }
    }

    public static NamespaceTopology parse(String json) {
        try {
            return FORMAT.parse(json).topology();
        } catch (JsonProcessingException e) {
            throw new TopologyException("line " + e.getLocation().getLineNr(), e.getOriginalMessage());
        }
    }
}
