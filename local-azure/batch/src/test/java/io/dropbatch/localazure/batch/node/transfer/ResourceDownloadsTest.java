package io.dropbatch.localazure.batch.node.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.dropbatch.localazure.batch.engine.model.task.ResourceFile;
import io.dropbatch.localazure.batch.node.failure.RunFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several files come at once, and in the end all is as if they had come one after the other. */
@Timeout(30)
class ResourceDownloadsTest {

    /** What storage does before it answers for a blob of the name; then it answers with the name. */
    @FunctionalInterface
    interface Manner {
        void serve(String name) throws Exception;
    }

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final ResourceDownloads downloads =
            new ResourceDownloads(new BlobTransfers(), new AutoStorage(() -> "", Clock.systemUTC()));
    private final AtomicInteger served = new AtomicInteger();
    private volatile Manner manner = name -> {};
    private HttpServer storage;

    @BeforeEach
    void open() throws IOException {
        storage = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        storage.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        storage.createContext("/", this::serve);
        storage.start();
    }

    @AfterEach
    void close() {
        storage.stop(0);
    }

    @Test
    void brings_four_at_once_and_no_more() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        manner = name -> answer.await();
        List<ResourceFile> files = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            files.add(file("n" + i, "in/f" + i));
        }

        Thread run = fetching(files);
        await(() -> served.get() >= DownloadsAtOnce.MOST && isWaiting(run));

        assertThat(served).hasValue(DownloadsAtOnce.MOST);
        answer.countDown();
        assertThat(run.join(LIMIT)).isTrue();
        for (int i = 0; i < 30; i++) {
            assertThat(folder.resolve("in/f" + i)).hasContent("n" + i);
        }
    }

    @Test
    void the_last_of_those_with_one_name_stays() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        manner = name -> {
            if (name.equals("first")) {
                answer.await();
            }
        };

        Thread run = fetching(List.of(file("first", "same"), file("other", "other"), file("last", "./same")));
        await(() -> served.get() >= 2 && isWaiting(run));

        // The last is not even asked for before the first is there.
        assertThat(served).hasValue(2);
        answer.countDown();
        assertThat(run.join(LIMIT)).isTrue();
        assertThat(folder.resolve("same")).hasContent("last");
        assertThat(folder.resolve("other")).hasContent("other");
    }

    @Test
    void tells_the_first_failure_in_order_and_leaves_nothing_running() {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(1);
        manner = name -> {
            switch (name) {
                case "slow" -> never.await();
                case "missing-1" -> second.await();
                case "missing-2" -> second.countDown();
                default -> {}
            }
        };

        RunFailure failure = catchThrowableOfType(
                RunFailure.class,
                () -> downloads.fetch(
                        List.of(
                                file("a", "a"),
                                file("missing-1", "b"),
                                file("missing-2", "c"),
                                file("slow", "d"),
                                file("e", "e")),
                        folder));

        assertThat(failure.info().code()).isEqualTo("BlobNotFound");
        assertThat(failure.info().details().toString()).contains("missing-1");
        assertThat(folder.resolve("d")).doesNotExist();
        never.countDown();
    }

    @Test
    void ends_at_once_when_its_run_is_ended() throws Exception {
        CountDownLatch asked = new CountDownLatch(2);
        CountDownLatch never = new CountDownLatch(1);
        manner = name -> {
            asked.countDown();
            never.await();
        };
        AtomicBoolean interrupted = new AtomicBoolean();
        Thread run = Thread.ofVirtual().start(() -> {
            try {
                downloads.fetch(List.of(file("a", "a"), file("b", "b")), folder);
            } catch (InterruptedException e) {
                interrupted.set(true);
            } catch (RunFailure e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();

        run.interrupt();

        assertThat(run.join(LIMIT)).isTrue();
        assertThat(interrupted).isTrue();
        never.countDown();
    }

    @Test
    void nothing_is_fetched_for_a_file_outside_of_the_working_directory() {
        assertThatThrownBy(() -> downloads.fetch(List.of(file("a", "../a"), file("b", "b")), folder))
                .isInstanceOf(RunFailure.class);

        assertThat(served).hasValue(0);
        assertThat(Files.exists(folder.resolveSibling("a"))).isFalse();
    }

    private Thread fetching(List<ResourceFile> files) {
        return Thread.ofVirtual().start(() -> {
            try {
                downloads.fetch(files, folder);
            } catch (InterruptedException | RunFailure e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static boolean isWaiting(Thread thread) {
        return thread.getState() == Thread.State.WAITING;
    }

    /** Bounded by the class's time limit. */
    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    private ResourceFile file(String blob, String path) {
        URI address = URI.create("http://127.0.0.1:" + storage.getAddress().getPort() + "/acct/c/" + blob + "?sig=x");
        return new ResourceFile.Single(address, path, null);
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String name = path.substring(path.lastIndexOf('/') + 1);
        served.incrementAndGet();
        try (exchange) {
            manner.serve(name);
            byte[] body = name.getBytes(StandardCharsets.UTF_8);
            boolean missing = name.startsWith("missing");
            exchange.sendResponseHeaders(missing ? 404 : 200, missing ? -1 : body.length);
            if (!missing) {
                exchange.getResponseBody().write(body);
            }
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
