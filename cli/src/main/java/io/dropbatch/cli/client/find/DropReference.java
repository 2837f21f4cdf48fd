package io.dropbatch.cli.client.find;

import io.dropbatch.cli.client.AccountContainers;
import io.dropbatch.cli.client.ClientSettings;
import io.dropbatch.cli.client.watch.DropLookup;
import io.dropbatch.cli.console.CliException;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.result.DropStatus;

/**
 * The submission that a user means by {@code WORKLOAD/DROP} or by its id.
 *
 * @param name by which every command finds it
 */
public record DropReference(SubmissionId submission, String name) {

    /** @throws CliException when there is no such drop, naming the latest that there are */
    public static DropReference find(ClientSettings settings, String written) {
        AccountContainers account = AccountContainers.connect(settings);
        try (ServedSubmissions served = new ServedSubmissions(settings)) {
            return find(new DropLookup(account.inbox(), account.outputs(), served), written);
        }
    }

    private static DropReference find(DropLookup lookup, String written) {
        DropLookup.Found found = lookup.find(written);
        SubmissionId named = found.submission();
        if (named != null) {
            return new DropReference(named, found.name());
        }
        return lookup.status(found)
                .filter(status -> status.state() != DropStatus.State.NOT_STARTED)
                .map(status -> new DropReference(status.submission(), found.name()))
                .orElseThrow(() -> CliException.wrongUse(found.folder()
                        + " has not been taken up: it starts when _READY, job.yaml or job.json comes;"
                        + " './dropbatch watch " + found.folder() + "' shows when"));
    }

    /** The address of the submission, relative to that of the service. */
    public String path() {
        return ResultsApi.path(submission);
    }
}
