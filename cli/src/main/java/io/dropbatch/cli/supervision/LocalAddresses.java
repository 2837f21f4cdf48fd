package io.dropbatch.cli.supervision;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The addresses that local Azure has written to its state folder. */
@JsonIgnoreProperties(ignoreUnknown = true)
record LocalAddresses(
        String storageConnectionString,
        String serviceBusConnectionString,
        String serviceBusAdministrationEndpoint,
        String batchEndpoint,
        String batchAccount,
        String batchKey) {

    static LocalAddresses read(Path file) {
        try {
            return new ObjectMapper().readValue(file.toFile(), LocalAddresses.class);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** As any Azure tool and every service reads them. */
    Map<String, String> environment() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("AZURE_STORAGE_CONNECTION_STRING", storageConnectionString);
        values.put("AZURE_SERVICEBUS_CONNECTION_STRING", serviceBusConnectionString);
        values.put("AZURE_SERVICEBUS_ADMINISTRATION_ENDPOINT", serviceBusAdministrationEndpoint);
        values.put("AZURE_BATCH_ENDPOINT", batchEndpoint);
        values.put("AZURE_BATCH_ACCOUNT", batchAccount);
        values.put("AZURE_BATCH_ACCESS_KEY", batchKey);
        return values;
    }

    @Override
    public String toString() {
        return "LocalAddresses[" + batchEndpoint + "]";
    }
}
