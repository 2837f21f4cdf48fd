package io.dropbatch.results.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.layout.OutputLayout;
import io.dropbatch.model.result.TaskRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LevelEvidenceTest {

    private static final JobId JOB = JobId.of(SubmissionId.of("demo", "inbox", "demo/d/_READY", "1"), 1);
    private static final String ATTEMPT = OutputLayout.attempt(JOB);

    @Test
    void pairs_records_with_folders() {
        List<EvidenceEntry> evidence = lay(2, List.of(1, 2), List.of("0-000001/r/a", "0-000001/r/b", "0-000002/r/a"));

        assertThat(evidence).hasSize(2).allMatch(EvidenceEntry.OfTask.class::isInstance);
        assertThat(((EvidenceEntry.OfTask) evidence.get(0)).folder().blobs()).hasSize(2);
    }

    @Test
    void gives_a_task_that_uploaded_nothing_an_empty_folder() {
        List<EvidenceEntry> evidence = lay(3, List.of(1, 2, 3), List.of("0-000001/r/a", "0-000003/r/a"));

        assertThat(evidence).hasSize(3);
        assertThat(((EvidenceEntry.OfTask) evidence.get(1)).folder().blobs()).isEmpty();
        assertThat(((EvidenceEntry.OfTask) evidence.get(2)).folder().blobs()).hasSize(1);
    }

    @Test
    void names_tasks_without_a_record_and_their_blobs() {
        List<EvidenceEntry> evidence = lay(2, List.of(2), List.of("0-000001/r/a", "0-000002/r/a"));

        assertThat(evidence)
                .hasExactlyElementsOfTypes(
                        EvidenceEntry.Unaccounted.class, EvidenceEntry.Stray.class, EvidenceEntry.OfTask.class);
    }

    @Test
    void names_blobs_of_no_task_wherever_they_sort() {
        for (String stray : List.of("0-000000/r/a", "0-000001", "0-0000010/x", "0-000003/r/a", "0-x/r/a", "zzz")) {
            List<String> blobs = new ArrayList<>(List.of("0-000001/r/a", "0-000002/r/a", stray));
            blobs.sort(null);

            List<EvidenceEntry> evidence = lay(2, List.of(1, 2), blobs);

            assertThat(evidence)
                    .filteredOn(EvidenceEntry.Stray.class::isInstance)
                    .as(stray)
                    .singleElement()
                    .satisfies(found -> assertThat(
                                    ((EvidenceEntry.Stray) found).blob().path())
                            .endsWith("/" + stray));
            assertThat(evidence)
                    .filteredOn(EvidenceEntry.OfTask.class::isInstance)
                    .hasSize(2);
        }
    }

    @Test
    void goes_through_a_hundred_thousand_tasks_one_at_a_time() {
        int tasks = 100_000;
        Iterator<TaskRecord> records = IntStream.rangeClosed(1, tasks)
                .mapToObj(LevelEvidenceTest::record)
                .iterator();
        Iterator<StoredBlob> listing = IntStream.rangeClosed(1, tasks)
                .boxed()
                .flatMap(index -> Stream.of("a", "b").map(name -> blob(TaskId.of(0, index) + "/r/" + name)))
                .iterator();

        LevelEvidence evidence = new LevelEvidence(JOB, 0, tasks, records, Collections.emptyIterator(), listing);

        int pairs = 0;
        while (evidence.hasNext()) {
            assertThat(((EvidenceEntry.OfTask) evidence.next()).folder().blobs().size())
                    .isEqualTo(2);
            pairs++;
        }
        assertThat(pairs).isEqualTo(tasks);
    }

    private static List<EvidenceEntry> lay(int tasks, List<Integer> records, List<String> blobs) {
        LevelEvidence evidence = new LevelEvidence(
                JOB,
                0,
                tasks,
                records.stream().map(LevelEvidenceTest::record).iterator(),
                Collections.emptyIterator(),
                blobs.stream().map(LevelEvidenceTest::blob).iterator());
        List<EvidenceEntry> all = new ArrayList<>();
        evidence.forEachRemaining(all::add);
        return all;
    }

    private static TaskRecord record(int index) {
        return new TaskRecord(TaskId.of(0, index), true, 0, "node", null, null, 0, 0, null);
    }

    private static StoredBlob blob(String path) {
        return new StoredBlob(ATTEMPT + path, 1, "0x1", "", Instant.EPOCH);
    }
}
