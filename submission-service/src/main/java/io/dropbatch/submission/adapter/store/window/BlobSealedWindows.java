package io.dropbatch.submission.adapter.store.window;

import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.layout.SystemLayout;
import io.dropbatch.store.BlobStore;
import io.dropbatch.submission.app.port.SealedWindows;
import io.dropbatch.submission.domain.window.SealedWindow;
import java.util.Optional;

/** Sealed windows in the system container: the first blob of a name is the one that counts. */
public final class BlobSealedWindows implements SealedWindows {

    private final BlobStore system;

    public BlobSealedWindows(BlobStore system) {
        this.system = system;
    }

    @Override
    public Optional<SealedWindow> find(String folder, int number) {
        return system.read(SystemLayout.window(folder, number))
                .map(content -> ModelJson.read(content.bytes(), SealedWindow.class));
    }

    @Override
    public boolean seal(SealedWindow window) {
        String path = SystemLayout.window(window.folder(), window.number());
        return system.writeIfAbsent(path, ModelJson.write(window), "application/json")
                .isPresent();
    }
}
