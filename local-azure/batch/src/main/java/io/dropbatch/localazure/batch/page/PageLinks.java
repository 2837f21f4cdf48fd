package io.dropbatch.localazure.batch.page;

import io.dropbatch.localazure.batch.engine.id.BatchJobId;
import io.dropbatch.localazure.batch.engine.id.BatchTaskId;
import io.dropbatch.localazure.batch.engine.id.NodeId;
import io.dropbatch.localazure.batch.engine.id.PoolId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Addresses of pages. */
final class PageLinks {

    static final String HOME = "/_ui/";

    private PageLinks() {}

    static String pool(PoolId pool) {
        return HOME + "pools/" + encoded(pool.value());
    }

    static String node(PoolId pool, NodeId node) {
        return pool(pool) + "/nodes/" + encoded(node.value());
    }

    static String job(BatchJobId job) {
        return HOME + "jobs/" + encoded(job.value());
    }

    static String task(BatchJobId job, BatchTaskId task) {
        return job(job) + "/tasks/" + encoded(task.value());
    }

    /** A file below a task or node; its name keeps its slashes. */
    static String file(String owner, String name) {
        return owner + "/files/" + encoded(name).replace("%2F", "/");
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    static SafeMarkup to(String address, Object label) {
        return SafeMarkup.of("<a href=\"{}\">{}</a>", address, label);
    }
}
