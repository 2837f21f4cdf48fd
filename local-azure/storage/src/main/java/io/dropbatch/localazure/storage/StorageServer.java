package io.dropbatch.localazure.storage;

import io.dropbatch.localazure.storage.azurite.AzuriteClient;
import io.dropbatch.localazure.storage.azurite.AzuriteProcess;
import io.dropbatch.localazure.storage.events.EventFaults;
import io.dropbatch.localazure.storage.events.EventRelay;
import io.dropbatch.localazure.storage.events.ExistingBlob;
import io.dropbatch.localazure.storage.proxy.BlobProxy;
import io.dropbatch.localazure.storage.proxy.RequestFaults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A storage account on this machine. */
public final class StorageServer implements AutoCloseable {

    private final String host;
    private final AzuriteProcess azurite;
    private final AzuriteClient client;
    private final EventRelay events;
    private final BlobProxy proxy;

    private StorageServer(StorageOptions options) {
        this.host = options.host();
        this.client = new AzuriteClient(options.clock());
        this.azurite = AzuriteProcess.start(
                options.dataFolder().resolve("azurite"),
                options.host(),
                options.tablePort(),
                (blobPort, tablePort) -> create(options.topology(), blobPort, tablePort));
        try {
            this.events = new EventRelay(options.topology(), options.sink(), this::lookUp, options.dataFolder());
            this.proxy = new BlobProxy(host, options.blobPort(), azurite::blobPort, events, options.clock());
        } catch (RuntimeException e) {
            azurite.close();
            throw e;
        }
    }

    private void create(StorageTopology topology, int blobPort, int tablePort) {
        topology.containers().forEach(name -> client.createContainer(blobPort, name));
        topology.tables().forEach(name -> client.createTable(host, tablePort, name));
    }

    private CompletableFuture<Optional<ExistingBlob>> lookUp(String container, String blob) {
        return client.find(azurite.blobPort(), container, blob);
    }

    /** Returns when both endpoints answer and the topology exists; the first start installs Azurite. */
    public static StorageServer start(StorageOptions options) {
        try {
            Files.createDirectories(options.dataFolder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new StorageServer(options);
    }

    public URI blobEndpoint() {
        return endpoint(proxy.port());
    }

    public URI tableEndpoint() {
        return endpoint(azurite.tablePort());
    }

    /** The connection string for any Azure Storage client; it contains the ports. */
    public String connectionString() {
        return "DefaultEndpointsProtocol=http;AccountName=" + DevelopmentAccount.NAME + ";AccountKey="
                + DevelopmentAccount.KEY + ";BlobEndpoint=" + blobEndpoint() + ";TableEndpoint=" + tableEndpoint()
                + ";";
    }

    public long azuritePid() {
        return azurite.pid();
    }

    public EventFaults eventFaults() {
        return events.faults();
    }

    public RequestFaults requestFaults() {
        return proxy.faults();
    }

    /** Accepts no more requests, sends pending events, and makes Azurite write everything to disk. */
    @Override
    public void close() {
        proxy.close();
        events.close();
        client.close();
        azurite.close();
    }

    private URI endpoint(int port) {
        return URI.create("http://" + host + ":" + port + "/" + DevelopmentAccount.NAME);
    }
}
