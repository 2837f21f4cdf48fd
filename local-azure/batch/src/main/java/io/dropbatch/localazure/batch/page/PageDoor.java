package io.dropbatch.localazure.batch.page;

import io.dropbatch.localazure.batch.engine.account.Account;
import io.dropbatch.localazure.batch.engine.fault.Faults;
import io.dropbatch.localazure.batch.engine.id.JobId;
import io.dropbatch.localazure.batch.engine.id.NodeId;
import io.dropbatch.localazure.batch.engine.id.NodeRef;
import io.dropbatch.localazure.batch.engine.id.PoolId;
import io.dropbatch.localazure.batch.engine.id.TaskId;
import io.dropbatch.localazure.batch.engine.state.Job;
import io.dropbatch.localazure.batch.engine.state.Node;
import io.dropbatch.localazure.batch.engine.state.Pool;
import io.dropbatch.localazure.batch.engine.state.Task;
import io.dropbatch.localazure.batch.protocol.door.OpenDoor;
import io.dropbatch.localazure.batch.protocol.door.View;
import io.dropbatch.localazure.batch.protocol.door.Visit;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /_ui/}: finds what an address names and has its page written. */
public final class PageDoor implements OpenDoor {

    private static final int FILE = 256 * 1024;

    private final Account account;
    private final Faults faults;
    private final Clock clock;
    private final Layout layout;
    private final Assets assets = new Assets();

    public PageDoor(String name, Account account, Faults faults, Clock clock) {
        this.faults = faults;
        this.account = account;
        this.clock = clock;
        this.layout = new Layout(name);
    }

    @Override
    public Optional<View> open(Visit visit) throws IOException {
        List<String> path = visit.path();
        if (path.isEmpty()) {
            return Optional.of(View.elsewhere(Link.HOME));
        }
        if (!path.getFirst().equals("_ui")) {
            return Optional.empty();
        }
        if (path.size() == 1) {
            return Optional.of(layout.page("Batch", Markup.NOTHING, new Overview(account, faults).write()));
        }
        Optional<View> asset = path.size() == 2 ? assets.get(path.get(1)) : Optional.empty();
        return asset.isPresent() ? asset : Optional.of(page(visit, path));
    }

    private View page(Visit visit, List<String> path) throws IOException {
        if (path.size() >= 3 && path.get(1).equals("pools")) {
            Pool pool = account.pools().get(new PoolId(path.get(2)));
            return pool == null ? layout.missing("There is no such pool.") : pool(visit, pool, path);
        }
        if (path.size() >= 3 && path.get(1).equals("jobs")) {
            Job job = account.jobs().get(new JobId(path.get(2)));
            return job == null ? layout.missing("There is no such job.") : job(visit, job, path);
        }
        return layout.missing("There is no such page.");
    }

    private View pool(Visit visit, Pool pool, List<String> path) throws IOException {
        Markup here = Link.to(Link.pool(pool.id()), pool.id().value());
        if (path.size() == 3) {
            int from = number(visit.parameter("from"));
            return layout.page(pool.id().value(), Paths.of(here), new PoolPage(pool).write(from));
        }
        if (path.size() == 4 && path.get(3).equals("nodes")) {
            return pool.nodes().values().stream()
                    .skip(number(visit.parameter("at")))
                    .findFirst()
                    .map(node -> View.elsewhere(Link.node(pool.id(), node.id())))
                    .orElseGet(() -> layout.missing("There is no such node."));
        }
        Node node = path.get(3).equals("nodes") ? pool.nodes().get(new NodeId(path.get(4))) : null;
        return node == null ? layout.missing("There is no such node.") : node(node, here, path);
    }

    private View node(Node node, Markup pool, List<String> path) throws IOException {
        String address = Link.node(node.pool().id(), node.id());
        Markup here = Link.to(address, node.id().value());
        if (path.size() == 5) {
            return layout.page(node.id().value(), Paths.of(pool, here), new NodePage(node).write());
        }
        return file(new Files(node.root(), address), path, Paths.of(pool, here));
    }

    private View job(Visit visit, Job job, List<String> path) throws IOException {
        Markup here = Link.to(Link.job(job.id()), job.id().value());
        if (path.size() == 3) {
            JobPage page = new JobPage(job);
            JobPage.Show show = JobPage.Show.of(visit.parameter("show"));
            return layout.page(
                    job.id().value(), Paths.of(here), page.write(show, visit.parameter("after"), clock.instant()));
        }
        Task task = path.size() > 4 && path.get(3).equals("tasks") ? job.tasks().get(new TaskId(path.get(4))) : null;
        return task == null ? layout.missing("There is no such task.") : task(task, here, path);
    }

    private View task(Task task, Markup job, List<String> path) throws IOException {
        String address = Link.task(task.job().id(), task.id());
        Markup here = Link.to(address, task.id().value());
        Optional<Files> files = files(task, address);
        if (path.size() == 5) {
            return layout.page(
                    task.id().value(), Paths.of(job, here), new TaskPage(task, files).write(clock.instant()));
        }
        return files.isEmpty() ? layout.missing("There are no files.") : file(files.get(), path, Paths.of(job, here));
    }

    private View file(Files files, List<String> path, Markup owner) throws IOException {
        if (path.size() < 7 || !path.get(5).equals("files")) {
            return layout.missing("There is no such page.");
        }
        String name = String.join("/", path.subList(6, path.size()));
        return files.tail(name, FILE)
                .map(tail -> layout.page(
                        name, owner.and(Paths.of(Markup.of("{}", name))), Pieces.section("file", name, tail.write())))
                .orElseGet(() -> layout.missing("There is no such file."));
    }

    private Optional<Files> files(Task task, String address) {
        NodeRef place = task.status().node();
        Node node = place == null ? null : node(place);
        return place == null || node == null
                ? Optional.empty()
                : Optional.of(new Files(node.root().resolve(task.directory()), address));
    }

    private @Nullable Node node(NodeRef place) {
        Pool pool = account.pools().get(place.pool());
        return pool == null ? null : pool.nodes().get(place.node());
    }

    private static int number(Optional<String> text) {
        return text.filter(digits -> digits.matches("\\d{1,7}"))
                .map(Integer::parseInt)
                .orElse(0);
    }
}
