package io.dropbatch.localazure.batch.protocol.operation;

import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.ErrorCode;
import io.dropbatch.localazure.batch.engine.account.Account;
import io.dropbatch.localazure.batch.engine.id.BatchJobId;
import io.dropbatch.localazure.batch.engine.id.BatchTaskId;
import io.dropbatch.localazure.batch.engine.id.NodeId;
import io.dropbatch.localazure.batch.engine.id.NodeRef;
import io.dropbatch.localazure.batch.engine.id.PoolId;
import io.dropbatch.localazure.batch.engine.pool.PoolService;
import io.dropbatch.localazure.batch.engine.state.Node;
import io.dropbatch.localazure.batch.engine.state.Pool;
import io.dropbatch.localazure.batch.engine.state.Task;
import io.dropbatch.localazure.batch.engine.task.TaskService;
import io.dropbatch.localazure.batch.protocol.call.ApiCall;
import io.dropbatch.localazure.batch.protocol.call.BrowsableFolder;
import io.dropbatch.localazure.batch.protocol.call.ByteRange;
import io.dropbatch.localazure.batch.protocol.call.CallAnswer;
import io.dropbatch.localazure.batch.protocol.call.PagedListing;
import io.dropbatch.localazure.batch.protocol.call.PropertySelection;
import io.dropbatch.localazure.batch.protocol.call.RequestConditions;
import io.dropbatch.localazure.batch.protocol.document.FileDocument;
import io.dropbatch.localazure.batch.protocol.filter.FilterParser;
import io.dropbatch.localazure.batch.protocol.route.RouteTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The operations on files of tasks and nodes. */
public final class FileOperations {

    private static final int SMALL = 64 * 1024;
    private static final String TASK_FILES = "/jobs/{job}/tasks/{task}/files";
    private static final String NODE_FILES = "/pools/{pool}/nodes/{node}/files";

    private final Account account;
    private final PoolService pools;
    private final TaskService tasks;

    public FileOperations(Account account, PoolService pools, TaskService tasks) {
        this.account = account;
        this.pools = pools;
        this.tasks = tasks;
    }

    public void addTo(RouteTable routes) {
        routes.add("GET", TASK_FILES, call -> list(call, ofTask(call)));
        routes.add("GET", NODE_FILES, call -> list(call, ofNode(call)));
        for (String verb : List.of("GET", "HEAD")) {
            routes.add(verb, TASK_FILES + "/{file}", call -> get(call, ofTask(call)));
            routes.add(verb, NODE_FILES + "/{file}", call -> get(call, ofNode(call)));
        }
        routes.add("DELETE", TASK_FILES + "/{file}", call -> delete(call, ofTask(call)));
        routes.add("DELETE", NODE_FILES + "/{file}", call -> delete(call, ofNode(call)));
    }

    private static CallAnswer list(ApiCall call, BrowsableFolder place) throws IOException {
        String token = PagedListing.token(call);
        String after = token == null ? null : name(token);
        Path folder = place.folder();
        PropertySelection selection = PropertySelection.of(call);
        return PagedListing.page(
                call,
                "files",
                place.files(recursive(call)).stream()
                        .filter(file -> after == null || file.compareTo(folder.resolve(after)) > 0)
                        .iterator(),
                FilterParser.parse(call.query().get("$filter")).on(FileDocument.properties(folder)),
                file -> selection.from(FileDocument.write(folder, file, address(call))),
                file -> token(folder.relativize(file).toString()));
    }

    private static CallAnswer get(ApiCall call, BrowsableFolder place) throws IOException {
        try {
            Path file = place.file(call.part("file"));
            Instant modified = Files.getLastModifiedTime(file).toInstant();
            if (RequestConditions.unchanged(call, modified)) {
                return CallAnswer.unchanged(modified);
            }
            boolean head = call.method().equals("HEAD");
            // Only a read can have a range.
            ByteRange range = head ? new ByteRange(0, Files.size(file)) : ByteRange.of(call, Files.size(file));
            Map<String, String> headers = FileDocument.headers(file, address(call));
            if (range.length() > SMALL || head) {
                return new CallAnswer.File(200, headers, file, range.offset(), range.length());
            }
            try (InputStream in = Files.newInputStream(file)) {
                in.skipNBytes(range.offset());
                return new CallAnswer.Bytes(200, headers, in.readNBytes((int) range.length()));
            }
        } catch (NoSuchFileException e) {
            throw BatchError.of(ErrorCode.FileNotFound);
        }
    }

    private static CallAnswer delete(ApiCall call, BrowsableFolder place) throws IOException {
        try {
            Path file = place.path(call.part("file"));
            if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                Files.delete(file);
                return CallAnswer.empty(200);
            }
            if (!recursive(call)) {
                throw BatchError.of(ErrorCode.OperationInvalidForCurrentState);
            }
            try (Stream<Path> inside = Files.walk(file)) {
                for (Path doomed : inside.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(doomed);
                }
            }
            return CallAnswer.empty(200);
        } catch (NoSuchFileException e) {
            throw BatchError.of(ErrorCode.FileNotFound);
        }
    }

    private static boolean recursive(ApiCall call) {
        return "true".equalsIgnoreCase(call.query().get("recursive"));
    }

    private BrowsableFolder ofTask(ApiCall call) throws IOException {
        Task task = tasks.get(new BatchJobId(call.part("job")), new BatchTaskId(call.part("task")));
        NodeRef place = task.status().node();
        Node node = place == null ? null : node(place);
        if (place == null || node == null) {
            throw BatchError.of(ErrorCode.TaskFilesUnavailable);
        }
        Path folder = node.root().resolve(task.directory());
        if (!Files.isDirectory(folder)) {
            throw BatchError.of(ErrorCode.TaskFilesCleanedup);
        }
        return new BrowsableFolder(node.root(), folder);
    }

    private @Nullable Node node(NodeRef place) {
        Pool pool = account.pools().get(place.pool());
        return pool == null ? null : pool.nodes().get(place.node());
    }

    private BrowsableFolder ofNode(ApiCall call) throws IOException {
        Node node = pools.node(new PoolId(call.part("pool")), new NodeId(call.part("node")));
        Path root = Files.createDirectories(node.root());
        return new BrowsableFolder(root, root);
    }

    private static String address(ApiCall call) {
        return call.base() + call.rawPath();
    }

    private static String token(String name) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(name.getBytes(StandardCharsets.UTF_8));
    }

    private static String name(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw PagedListing.badToken(token);
        }
    }
}
