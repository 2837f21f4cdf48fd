package io.dropbatch.localazure.storage;

import java.util.List;
import java.util.Set;

/**
 * Which blob operations raise events, and on which queue; on Azure this is an Event Grid subscription.
 *
 * @param notEndsWith endings of names that raise no event, Event Grid's {@code StringNotEndsWith}
 * @see <a href="https://learn.microsoft.com/azure/event-grid/event-filtering">Event filtering</a>
 */
public record EventRoute(
        String name,
        String container,
        String prefix,
        String suffix,
        List<String> notEndsWith,
        Set<BlobApi> operations,
        String queue,
        EventSchema schema) {

    public EventRoute {
        notEndsWith = List.copyOf(notEndsWith);
        operations = Set.copyOf(operations);
    }

    public boolean takes(BlobApi api, String containerName, String blobName) {
        return operations.contains(api)
                && container.equals(containerName)
                && blobName.startsWith(prefix)
                && blobName.endsWith(suffix)
                && notEndsWith.stream().noneMatch(blobName::endsWith);
    }
}
