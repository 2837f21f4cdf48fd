package io.dropbatch.localazure.testcontainers;

import java.net.URI;
import java.util.Map;

/** The addresses and keys of one local Azure in a container, as one side of the network sees them. */
public final class ContainerAddresses {

    /** Azurite's account, which is no secret. */
    private static final String STORAGE_ACCOUNT = "devstoreaccount1";

    private static final String STORAGE_KEY =
            "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private static final String BATCH_ACCOUNT = "localbatch";

    private final String host;
    private final PortMapping ports;
    private final String batchKey;

    /** Under which port a port of the container is reached. */
    @FunctionalInterface
    interface PortMapping {
        int reached(int port);
    }

    ContainerAddresses(String host, PortMapping ports, String batchKey) {
        this.host = host;
        this.ports = ports;
        this.batchKey = batchKey;
    }

    /** For any client of Azure Storage: blobs and tables. */
    public String storageConnectionString() {
        return "DefaultEndpointsProtocol=http;AccountName=" + STORAGE_ACCOUNT + ";AccountKey=" + STORAGE_KEY
                + ";BlobEndpoint=" + blobEndpoint() + ";TableEndpoint=" + tableEndpoint() + ";";
    }

    public URI blobEndpoint() {
        return http(LocalAzureContainer.BLOB_PORT, "/" + STORAGE_ACCOUNT);
    }

    public URI tableEndpoint() {
        return http(LocalAzureContainer.TABLE_PORT, "/" + STORAGE_ACCOUNT);
    }

    /** For any client of Service Bus. */
    public String serviceBusConnectionString() {
        return "Endpoint=sb://" + host + ":" + ports.reached(LocalAzureContainer.SERVICE_BUS_PORT)
                + ";SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE"
                + ";UseDevelopmentEmulator=true;";
    }

    /** Where administration clients of Service Bus ask. */
    public URI serviceBusAdministrationEndpoint() {
        return http(LocalAzureContainer.SERVICE_BUS_ADMINISTRATION_PORT, "");
    }

    public URI batchEndpoint() {
        return http(LocalAzureContainer.BATCH_PORT, "");
    }

    public String batchAccount() {
        return BATCH_ACCOUNT;
    }

    public String batchKey() {
        return batchKey;
    }

    /** All of them under the names of the environment variables that Dropbatch reads. */
    public Map<String, String> environment() {
        return Map.of(
                "AZURE_STORAGE_CONNECTION_STRING", storageConnectionString(),
                "AZURE_SERVICEBUS_CONNECTION_STRING", serviceBusConnectionString(),
                "AZURE_SERVICEBUS_ADMINISTRATION_ENDPOINT",
                        serviceBusAdministrationEndpoint().toString(),
                "AZURE_BATCH_ENDPOINT", batchEndpoint().toString(),
                "AZURE_BATCH_ACCOUNT", batchAccount(),
                "AZURE_BATCH_ACCESS_KEY", batchKey());
    }

    private URI http(int port, String path) {
        return URI.create("http://" + host + ":" + ports.reached(port) + path);
    }

    @Override
    public String toString() {
        return "ContainerAddresses[" + batchEndpoint() + "]";
    }
}
