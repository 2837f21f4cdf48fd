package io.dropbatch.localazure.batch.page;

import io.dropbatch.localazure.batch.engine.account.Account;
import io.dropbatch.localazure.batch.engine.fault.FaultInjection;
import io.dropbatch.localazure.batch.engine.id.BatchJobId;
import io.dropbatch.localazure.batch.engine.id.BatchTaskId;
import io.dropbatch.localazure.batch.engine.id.NodeId;
import io.dropbatch.localazure.batch.engine.id.NodeRef;
import io.dropbatch.localazure.batch.engine.id.PoolId;
import io.dropbatch.localazure.batch.engine.state.Job;
import io.dropbatch.localazure.batch.engine.state.Node;
import io.dropbatch.localazure.batch.engine.state.Pool;
import io.dropbatch.localazure.batch.engine.state.Task;
import io.dropbatch.localazure.batch.protocol.endpoint.KeylessEndpoint;
import io.dropbatch.localazure.batch.protocol.endpoint.PageView;
import io.dropbatch.localazure.batch.protocol.endpoint.PageVisit;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The endpoint {@code /_ui/}: finds the thing that an address names and writes its page. */
public final class PageEndpoint implements KeylessEndpoint {

    private static final int FILE = 256 * 1024;

    private final Account account;
    private final FaultInjection faults;
    private final Clock clock;
    private final PageLayout pageLayout;
    private final PageAssets pageAssets = new PageAssets();

    public PageEndpoint(String name, Account account, FaultInjection faults, Clock clock) {
        this.faults = faults;
        this.account = account;
        this.clock = clock;
        this.pageLayout = new PageLayout(name);
    }

    @Override
    public Optional<PageView> open(PageVisit visit) throws IOException {
        List<String> path = visit.path();
        if (path.isEmpty()) {
            return Optional.of(PageView.elsewhere(PageLinks.HOME));
        }
        if (!path.getFirst().equals("_ui")) {
            return Optional.empty();
        }
        if (path.size() == 1) {
            return Optional.of(pageLayout.page("Batch", SafeMarkup.NOTHING, new OverviewPage(account, faults).write()));
        }
        Optional<PageView> asset = path.size() == 2 ? pageAssets.get(path.get(1)) : Optional.empty();
        return asset.isPresent() ? asset : Optional.of(page(visit, path));
    }

    private PageView page(PageVisit visit, List<String> path) throws IOException {
        if (path.size() >= 3 && path.get(1).equals("pools")) {
            Pool pool = account.pools().get(new PoolId(path.get(2)));
            return pool == null ? pageLayout.missing("There is no such pool.") : pool(visit, pool, path);
        }
        if (path.size() >= 3 && path.get(1).equals("jobs")) {
            Job job = account.jobs().get(new BatchJobId(path.get(2)));
            return job == null ? pageLayout.missing("There is no such job.") : job(visit, job, path);
        }
        return pageLayout.missing("There is no such page.");
    }

    private PageView pool(PageVisit visit, Pool pool, List<String> path) throws IOException {
        SafeMarkup here = PageLinks.to(PageLinks.pool(pool.id()), pool.id().value());
        if (path.size() == 3) {
            int from = number(visit.parameter("from"));
            return pageLayout.page(pool.id().value(), BreadcrumbTrail.of(here), new PoolPage(pool).write(from));
        }
        if (path.size() == 4 && path.get(3).equals("nodes")) {
            return pool.nodes().values().stream()
                    .skip(number(visit.parameter("at")))
                    .findFirst()
                    .map(node -> PageView.elsewhere(PageLinks.node(pool.id(), node.id())))
                    .orElseGet(() -> pageLayout.missing("There is no such node."));
        }
        Node node = path.get(3).equals("nodes") ? pool.nodes().get(new NodeId(path.get(4))) : null;
        return node == null ? pageLayout.missing("There is no such node.") : node(node, here, path);
    }

    private PageView node(Node node, SafeMarkup pool, List<String> path) throws IOException {
        String address = PageLinks.node(node.pool().id(), node.id());
        SafeMarkup here = PageLinks.to(address, node.id().value());
        if (path.size() == 5) {
            return pageLayout.page(node.id().value(), BreadcrumbTrail.of(pool, here), new NodePage(node).write());
        }
        return file(new FileListing(node.root(), address), path, BreadcrumbTrail.of(pool, here));
    }

    private PageView job(PageVisit visit, Job job, List<String> path) throws IOException {
        SafeMarkup here = PageLinks.to(PageLinks.job(job.id()), job.id().value());
        if (path.size() == 3) {
            JobPage page = new JobPage(job);
            JobPage.Show show = JobPage.Show.of(visit.parameter("show"));
            return pageLayout.page(
                    job.id().value(),
                    BreadcrumbTrail.of(here),
                    page.write(show, visit.parameter("after"), clock.instant()));
        }
        Task task =
                path.size() > 4 && path.get(3).equals("tasks") ? job.tasks().get(new BatchTaskId(path.get(4))) : null;
        return task == null ? pageLayout.missing("There is no such task.") : task(task, here, path);
    }

    private PageView task(Task task, SafeMarkup job, List<String> path) throws IOException {
        String address = PageLinks.task(task.job().id(), task.id());
        SafeMarkup here = PageLinks.to(address, task.id().value());
        Optional<FileListing> files = files(task, address);
        if (path.size() == 5) {
            return pageLayout.page(
                    task.id().value(), BreadcrumbTrail.of(job, here), new TaskPage(task, files).write(clock.instant()));
        }
        return files.isEmpty()
                ? pageLayout.missing("There are no files.")
                : file(files.get(), path, BreadcrumbTrail.of(job, here));
    }

    private PageView file(FileListing fileListing, List<String> path, SafeMarkup owner) throws IOException {
        if (path.size() < 7 || !path.get(5).equals("files")) {
            return pageLayout.missing("There is no such page.");
        }
        String name = String.join("/", path.subList(6, path.size()));
        return fileListing
                .tail(name, FILE)
                .map(tail -> pageLayout.page(
                        name,
                        owner.and(BreadcrumbTrail.of(SafeMarkup.of("{}", name))),
                        PageFragments.section("file", name, tail.write())))
                .orElseGet(() -> pageLayout.missing("There is no such file."));
    }

    private Optional<FileListing> files(Task task, String address) {
        NodeRef place = task.status().node();
        Node node = place == null ? null : node(place);
        return place == null || node == null
                ? Optional.empty()
                : Optional.of(new FileListing(node.root().resolve(task.directory()), address));
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
