package io.dropbatch.store;

import com.azure.core.http.HttpHeaders;
import com.azure.storage.common.StorageSharedKeyCredential;
import java.net.MalformedURLException;
import java.net.URI;

/**
 * Begins what a short program's first request to storage is going to need on another thread, while the program still reads
 * its arguments and builds the real client: dropping one file waits an eighth less for it. It signs and sends nothing of anybody.
 *
 * <p>Only the ends of the branches: two threads that built a client each would wait for one another, since whatever the JVM
 * links for one of them it links for both.
 */
public final class Rehearsal {

    /** Of nobody: names no host that is ever reached. */
    private static final String ACCOUNT = "DefaultEndpointsProtocol=http;AccountName=nobody;AccountKey=bm9ib2R5;"
            + "BlobEndpoint=http://127.0.0.1/nobody;TableEndpoint=http://127.0.0.1/nobody";

    private Rehearsal() {}

    /**
     * Begins at once on a thread of its own, which does not keep the program alive.
     *
     * @param next something else to rehearse after it
     */
    public static void begin(Runnable next) {
        Thread.ofPlatform().daemon().name("rehearsal").start(() -> {
            try {
                run();
                next.run();
            } catch (RuntimeException e) {
                // Whatever is wrong, the first real request meets it too and tells of it.
            }
        });
    }

    /** @return what a request for a blob of nobody's would be signed with */
    static String run() {
        Http.client(ACCOUNT);
        return sign("http://127.0.0.1/nobody/none/none");
    }

    private static String sign(String address) {
        try {
            return StorageSharedKeyCredential.fromConnectionString(ACCOUNT)
                    .generateAuthorizationHeader(URI.create(address).toURL(), "GET", new HttpHeaders(), false);
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(address, e);
        }
    }
}
