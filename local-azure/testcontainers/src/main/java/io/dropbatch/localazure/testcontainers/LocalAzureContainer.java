package io.dropbatch.localazure.testcontainers;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/**
 * Azure Storage, Service Bus and Batch in one container.
 *
 * <p>Clients outside use {@link #addresses()}; other containers of the same network use {@link #addressesFor} with an
 * alias of this one. A started container answers everything.
 */
public final class LocalAzureContainer extends GenericContainer<LocalAzureContainer> {

    public static final int BLOB_PORT = 10000;
    public static final int TABLE_PORT = 10002;
    public static final int SERVICE_BUS_PORT = 5672;
    public static final int SERVICE_BUS_ADMINISTRATION_PORT = 5300;
    public static final int BATCH_PORT = 10010;

    private static final DockerImageName IMAGE = DockerImageName.parse("dropbatch/local-azure");
    private static final String SERVICE_BUS_CONFIG = "/etc/local-azure/servicebus.json";
    private static final String STORAGE_CONFIG = "/etc/local-azure/storage.json";
    private static final String READY_FILE = "/data/addresses.json";
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private final List<String> options = new ArrayList<>();

    /** @param image such as {@code dropbatch/local-azure:0.1.0} */
    public LocalAzureContainer(String image) {
        this(DockerImageName.parse(image));
    }

    /** @param image this image, or one that is declared as its compatible substitute */
    public LocalAzureContainer(DockerImageName image) {
        super(image);
        image.assertCompatibleWith(IMAGE);
        withExposedPorts(BLOB_PORT, TABLE_PORT, SERVICE_BUS_PORT, SERVICE_BUS_ADMINISTRATION_PORT, BATCH_PORT);
        // The line comes when all parts answer, and not before.
        waitingFor(Wait.forLogMessage(".*local Azure is ready.*", 1).withStartupTimeout(START_LIMIT));
    }

    /** Queues and topics, in the format of Microsoft's Service Bus emulator; without them there are two examples. */
    public LocalAzureContainer withServiceBusConfig(MountableFile file) {
        return withCopyFileToContainer(file, SERVICE_BUS_CONFIG);
    }

    /** Containers, tables and the queues that get the events of blobs. */
    public LocalAzureContainer withStorageConfig(MountableFile file) {
        return withCopyFileToContainer(file, STORAGE_CONFIG);
    }

    /** Sends the service log of Batch to a queue or topic; without it the log goes nowhere. */
    public LocalAzureContainer withBatchLogQueue(String queue) {
        options.addAll(List.of("--batch-log-queue", queue));
        return self();
    }

    @Override
    protected void configure() {
        if (!options.isEmpty()) {
            withCommand(options.toArray(String[]::new));
        }
    }

    /** The addresses for clients that are in no container; only of a started one. */
    public ContainerAddresses addresses() {
        return addresses(getHost(), this::getMappedPort);
    }

    /** The addresses for containers of the same network. */
    public ContainerAddresses addressesFor(String networkAlias) {
        return addresses(networkAlias, port -> port);
    }

    private ContainerAddresses addresses(String host, ContainerAddresses.PortMapping ports) {
        return new ContainerAddresses(host, ports, batchKey());
    }

    /** Made at the first start, and nowhere else but in the container. */
    private String batchKey() {
        return copyFileFromContainer(READY_FILE, file -> {
            try {
                return new ObjectMapper().readTree(file).required("batchKey").asText();
            } catch (IOException e) {
                throw new IllegalStateException(READY_FILE + " of the container cannot be read", e);
            }
        });
    }
}
