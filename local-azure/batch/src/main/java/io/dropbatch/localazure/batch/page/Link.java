package io.dropbatch.localazure.batch.page;

import io.dropbatch.localazure.batch.engine.id.JobId;
import io.dropbatch.localazure.batch.engine.id.NodeId;
import io.dropbatch.localazure.batch.engine.id.PoolId;
import io.dropbatch.localazure.batch.engine.id.TaskId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Addresses of pages. */
final class Link {

    static final String HOME = "/_ui/";

    private Link() {}

    static String pool(PoolId pool) {
        return HOME + "pools/" + encoded(pool.value());
    }

    static String node(PoolId pool, NodeId node) {
        return pool(pool) + "/nodes/" + encoded(node.value());
    }

    static String job(JobId job) {
        return HOME + "jobs/" + encoded(job.value());
    }

    static String task(JobId job, TaskId task) {
        return job(job) + "/tasks/" + encoded(task.value());
    }

    /** A file below a task or node; its name keeps its slashes. */
    static String file(String owner, String name) {
        return owner + "/files/" + encoded(name).replace("%2F", "/");
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    static Markup to(String address, Object label) {
        return Markup.of("<a href=\"{}\">{}</a>", address, label);
    }
}
