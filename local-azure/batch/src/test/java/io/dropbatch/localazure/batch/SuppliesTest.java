package io.dropbatch.localazure.batch;

import static io.dropbatch.localazure.batch.LocalAccount.aPool;
import static io.dropbatch.localazure.batch.LocalAccount.aTask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.azure.batch.protocol.models.ApplicationPackageReference;
import com.microsoft.azure.batch.protocol.models.ApplicationSummary;
import com.microsoft.azure.batch.protocol.models.BatchErrorException;
import com.microsoft.azure.batch.protocol.models.ResourceFile;
import com.microsoft.azure.batch.protocol.models.TaskAddParameter;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes are supplied with application packages and with files from the account's own storage. */
class SuppliesTest {

    @TempDir
    static Path folder;

    static LocalAccount account;
    static BlobStub storage;

    @BeforeAll
    static void start() throws Exception {
        storage = new BlobStub();
        Path applications = folder.resolve("applications");
        zip(applications.resolve("Tool/1.0.zip"), Map.of("bin/run.sh", "#!/bin/sh\necho one\n", "empty/", ""));
        zip(applications.resolve("Tool/2.0-b.zip"), Map.of("bin/run.sh", "#!/bin/sh\necho two\n"));
        Files.writeString(applications.resolve("Tool/default"), "2.0-b\n");
        zip(applications.resolve("shared/7.zip"), Map.of("data.txt", "from the pool"));
        zip(applications.resolve("evil/1.zip"), Map.of("../../escaped.txt", "no"));
        Files.write(Files.createDirectories(applications.resolve("broken")).resolve("1.zip"), new byte[] {1, 2, 3});
        String connection =
                storage.container("").replace("?", ";SharedAccessSignature=").replace("/;", ";");
        account = new LocalAccount(
                folder.resolve("data"),
                options -> options.withApplications(applications).withAutoStorage(() -> "BlobEndpoint=" + connection));
        account.client
                .poolOperations()
                .createPool(aPool("p")
                        .withTargetDedicatedNodes(1)
                        .withTaskSlotsPerNode(4)
                        .withApplicationPackageReferences(List.of(new ApplicationPackageReference()
                                .withApplicationId("SHARED")
                                .withVersion("7"))));
        account.job("j", "p");
    }

    @AfterAll
    static void stop() {
        account.close();
        storage.close();
    }

    @Test
    void shows_the_applications_of_its_folder() throws Exception {
        List<ApplicationSummary> all = account.client.applicationOperations().listApplications();

        assertThat(all).extracting(ApplicationSummary::id).containsExactly("broken", "evil", "shared", "tool");
        assertThat(account.client.applicationOperations().getApplication("TOOL").versions())
                .containsExactly("1.0", "2.0-b");
        assertThatCode(
                "ApplicationNotFound",
                () -> account.client.applicationOperations().getApplication("none"));
    }

    @Test
    void brings_packages_of_the_pool_and_of_the_task_and_says_where() throws Exception {
        account.run(
                "j",
                using("one", "$AZ_BATCH_APP_PACKAGE_tool_1_0/bin/run.sh; ls $AZ_BATCH_APP_PACKAGE_tool_1_0", "1.0"),
                using(
                        "default",
                        "$AZ_BATCH_APP_PACKAGE_tool/bin/run.sh; cat $AZ_BATCH_APP_PACKAGE_shared_7/data.txt",
                        null),
                using("two", "$AZ_BATCH_APP_PACKAGE_tool_2_0_b/bin/run.sh", "2.0-B"));

        assertThat(account.completed("j", "one").executionInfo().exitCode()).isZero();
        assertThat(account.file("j", "one", "stdout.txt")).isEqualTo("one\nbin\nempty\n");
        account.completed("j", "default");
        assertThat(account.file("j", "default", "stdout.txt")).isEqualTo("two\nfrom the pool");
        account.completed("j", "two");
        assertThat(account.file("j", "two", "stdout.txt")).isEqualTo("two\n");
    }

    @Test
    void a_package_that_is_damaged_or_leads_out_of_its_folder_fails_the_task() throws Exception {
        account.run("j", referring("escapes", "evil", "1"), referring("damaged", "broken", "1"));

        for (String task : List.of("escapes", "damaged")) {
            assertThat(account.completed("j", task)
                            .executionInfo()
                            .failureInfo()
                            .code())
                    .isEqualTo("ApplicationPackageError");
        }
        try (var files = Files.walk(folder)) {
            assertThat(files).isNotEmpty().noneMatch(file -> file.endsWith("escaped.txt"));
        }
    }

    @Test
    void refuses_references_that_lead_nowhere() {
        assertThatCode(
                "InvalidApplicationPackageReferences",
                () -> account.client.taskOperations().createTask("j", referring("a", "tool", "3.0")));
        assertThatCode(
                "InvalidApplicationPackageReferences",
                () -> account.client.taskOperations().createTask("j", referring("a", "evil", null)));
        assertThatCode(
                "InvalidPropertyValue",
                () -> account.client.taskOperations().createTask("j", referring("a", "tool", "../1.0")));
        assertThatCode(
                "InvalidApplicationPackageReferences",
                () -> account.client
                        .poolOperations()
                        .createPool(aPool("q")
                                .withApplicationPackageReferences(
                                        List.of(new ApplicationPackageReference().withApplicationId("none")))));
    }

    @Test
    void brings_files_from_the_accounts_own_storage() throws Exception {
        storage.put("inputs/d/a.txt", "a");
        storage.put("inputs/d/sub/b.txt", "b");
        storage.put("inputs/e.txt", "e");
        account.run(
                "j",
                aTask("stored", "/bin/sh -c 'cat in/d/a.txt in/d/sub/b.txt; ls in'")
                        .withResourceFiles(List.of(new ResourceFile()
                                .withAutoStorageContainerName("inputs")
                                .withBlobPrefix("d/")
                                .withFilePath("in"))));

        account.completed("j", "stored");

        assertThat(account.file("j", "stored", "stdout.txt")).isEqualTo("abd\n");
    }

    @Test
    void takes_exactly_one_source_of_a_file_and_no_more_files_than_fit() throws Exception {
        ResourceFile two = new ResourceFile()
                .withHttpUrl("http://127.0.0.1/x")
                .withFilePath("x")
                .withAutoStorageContainerName("inputs");
        assertThatCode(
                "InvalidPropertyValue",
                () -> account.client
                        .taskOperations()
                        .createTask("j", aTask("a", "true").withResourceFiles(List.of(two))));
        List<ResourceFile> many = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            many.add(new ResourceFile().withHttpUrl("http://127.0.0.1/file" + i).withFilePath("f" + i));
        }
        assertThatCode(
                "RequestEntityTooLarge",
                () -> account.client
                        .taskOperations()
                        .createTask("j", aTask("a", "true").withResourceFiles(many)));
        try (LocalAccount poor = new LocalAccount(folder.resolve("poor"))) {
            poor.pool("p", 0, 1);
            poor.job("j", "p");
            ResourceFile stored = new ResourceFile().withAutoStorageContainerName("inputs");
            assertThatCode(
                    "InvalidPropertyValue",
                    () -> poor.client
                            .taskOperations()
                            .createTask("j", aTask("a", "true").withResourceFiles(List.of(stored))));
        }
    }

    private static TaskAddParameter using(String id, String script, String version) {
        return aTask(id, "/bin/sh -c '" + script + "'")
                .withApplicationPackageReferences(List.of(new ApplicationPackageReference()
                        .withApplicationId("tool")
                        .withVersion(version)));
    }

    private static TaskAddParameter referring(String id, String application, String version) {
        return aTask(id, "true")
                .withApplicationPackageReferences(List.of(new ApplicationPackageReference()
                        .withApplicationId(application)
                        .withVersion(version)));
    }

    private static void assertThatCode(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        BatchErrorException.class,
                        e -> assertThat(e.body().code()).isEqualTo(code));
    }

    private static void zip(Path file, Map<String, String> entries) throws Exception {
        Files.createDirectories(file.getParent());
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
    }
}
