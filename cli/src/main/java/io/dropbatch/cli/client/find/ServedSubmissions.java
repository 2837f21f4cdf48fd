package io.dropbatch.cli.client.find;

import io.dropbatch.cli.client.ClientSettings;
import io.dropbatch.cli.client.watch.SubmissionSource;
import io.dropbatch.cli.console.CliException;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.view.DropLife;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The submissions that results-service knows. It is not connected to before it is asked, as that takes a while. */
public final class ServedSubmissions implements SubmissionSource, AutoCloseable {

    private final ClientSettings settings;
    private @Nullable ResultsApi api;

    public ServedSubmissions(ClientSettings settings) {
        this.settings = settings;
    }

    @Override
    public Optional<DropLife> life(SubmissionId submission) {
        return connected(submission).find(ResultsApi.path(submission) + "/life", DropLife.class);
    }

    @Override
    public Optional<DropStatus> status(SubmissionId submission) {
        return connected(submission).find(ResultsApi.path(submission), DropStatus.class);
    }

    private ResultsApi connected(SubmissionId submission) {
        if (api == null) {
            if (settings.find("RESULTS_URL").isEmpty()) {
                throw CliException.wrongUse("storage tells of no submission '" + submission
                        + "'; set RESULTS_URL to the" + " address of results-service, so that it is asked");
            }
            api = ResultsApi.connect(settings);
        }
        return api;
    }

    @Override
    public void close() {
        if (api != null) {
            api.close();
        }
    }
}
