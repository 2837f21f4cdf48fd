package io.dropbatch.localazure.storage;

import java.util.Set;

/** Which blob operations are announced, and on which queue: what an Event Grid subscription is in the cloud. */
public record EventRoute(
        String name,
        String container,
        String prefix,
        String suffix,
        Set<BlobApi> operations,
        String queue,
        EventSchema schema) {

    public EventRoute {
        operations = Set.copyOf(operations);
    }

    public boolean takes(BlobApi api, String containerName, String blobName) {
        return operations.contains(api)
                && container.equals(containerName)
                && blobName.startsWith(prefix)
                && blobName.endsWith(suffix);
    }
}
