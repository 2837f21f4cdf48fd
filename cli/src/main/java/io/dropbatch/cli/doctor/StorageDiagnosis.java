package io.dropbatch.cli.doctor;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.rest.Response;
import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.data.tables.TableServiceClient;
import com.azure.data.tables.TableServiceClientBuilder;
import com.azure.data.tables.models.TableServiceException;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.models.BlobContainerProperties;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.options.BlobParallelUploadOptions;
import io.dropbatch.cli.client.ClientSettings;
import io.dropbatch.model.call.CallObserver;
import io.dropbatch.store.StorageAccount;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Looks at the storage account: containers, rights, clock. It changes nothing. */
final class StorageDiagnosis {

    private static final String AREA = "storage";
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final List<String> ROLES = List.of("applications", "workloads", "inbox", "outputs", "system");

    /** A version that no blob has: a write on that condition is refused, but only to who may write. */
    private static final String NO_VERSION = "\"0x0\"";

    private static final String CONNECTION = "az storage account show-connection-string --name <account>";
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int CONDITION_NOT_MET = 412;
    private static final int FORBIDDEN = 403;

    private final ClientSettings settings;
    private final Clock clock;

    StorageDiagnosis(ClientSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    List<DiagnosisTask> tasks() {
        StorageAccount account;
        try {
            account = StorageAccount.connect(
                    text("AZURE_STORAGE_CONNECTION_STRING"),
                    text("AZURE_STORAGE_BLOB_ENDPOINT"),
                    text("AZURE_STORAGE_TABLE_ENDPOINT"),
                    settings.cloud(),
                    CallObserver.NONE);
        } catch (IllegalArgumentException | IllegalStateException e) {
            return List.of(DiagnosisTask.single(AREA, "settings", this::unset));
        }
        BlobServiceClient blobs = account.blobClient();
        List<DiagnosisTask> tasks = new ArrayList<>();
        tasks.add(new DiagnosisTask(AREA, "account", () -> account(blobs)));
        ROLES.forEach(role -> tasks.add(new DiagnosisTask(
                AREA, "container " + name(role), () -> container(blobs.getBlobContainerClient(name(role))))));
        tasks.add(DiagnosisTask.single(AREA, "tables", this::tables));
        return tasks;
    }

    private Diagnosis unset() {
        return Diagnosis.wrong(
                AREA,
                "settings",
                "neither AZURE_STORAGE_CONNECTION_STRING nor AZURE_STORAGE_BLOB_ENDPOINT and"
                        + " AZURE_STORAGE_TABLE_ENDPOINT say which account to use, or not in a form that can be read",
                "export AZURE_STORAGE_BLOB_ENDPOINT=https://<account>.blob.core.windows.net"
                        + " AZURE_STORAGE_TABLE_ENDPOINT=https://<account>.table.core.windows.net",
                "unset AZURE_STORAGE_BLOB_ENDPOINT AZURE_STORAGE_TABLE_ENDPOINT");
    }

    private List<Diagnosis> account(BlobServiceClient blobs) {
        try {
            Response<?> answer = blobs.getAccountInfoWithResponse(LIMIT, Context.NONE);
            return List.of(
                    Diagnosis.ok(AREA, "account", "answers"),
                    new ClockCheck(clock).diagnose(AREA, answer.getHeaders().getValue(HttpHeaderName.DATE)));
        } catch (BlobStorageException e) {
            return List.of(
                    isRight(e)
                            ? Diagnosis.skipped(AREA, "account", "its kind may not be read with these rights", "")
                            : refused("account", e));
        }
    }

    private List<Diagnosis> container(BlobContainerClient container) {
        String name = container.getBlobContainerName();
        String subject = "container " + name;
        try {
            BlobContainerProperties properties = container
                    .getPropertiesWithResponse(null, LIMIT, Context.NONE)
                    .getValue();
            if (properties.getBlobPublicAccess() != null) {
                return List.of(Diagnosis.wrong(
                        AREA,
                        subject,
                        "is public: whoever knows an address reads without a right",
                        az("storage container set-permission", container) + " --public-access off",
                        az("storage container set-permission", container) + " --public-access "
                                + properties.getBlobPublicAccess().toString().toLowerCase(Locale.ROOT)));
            }
            return List.of(write(container, subject));
        } catch (BlobStorageException e) {
            return List.of(e.getStatusCode() == NOT_FOUND ? missing(container, subject) : refused(subject, e));
        }
    }

    /** Tries what cannot come true. */
    private Diagnosis write(BlobContainerClient container, String subject) {
        try {
            container
                    .getBlobClient("_dropbatch/doctor")
                    .uploadWithResponse(
                            new BlobParallelUploadOptions(BinaryData.fromString(""))
                                    .setRequestConditions(new BlobRequestConditions().setIfMatch(NO_VERSION)),
                            LIMIT,
                            Context.NONE);
            return Diagnosis.warning(AREA, subject, "took a blob that it had to refuse: _dropbatch/doctor", "", "");
        } catch (BlobStorageException e) {
            return switch (e.getStatusCode()) {
                case CONDITION_NOT_MET, CONFLICT, NOT_FOUND -> Diagnosis.ok(AREA, subject, "may be read and written");
                default -> refused(subject, e);
            };
        }
    }

    private static Diagnosis missing(BlobContainerClient container, String subject) {
        return Diagnosis.wrong(
                AREA,
                subject,
                "is not there",
                az("storage container create", container),
                az("storage container delete", container));
    }

    private Diagnosis tables() {
        TableServiceClient tables = tableClient();
        try {
            // Of a table that is not there: that is found out only after the rights.
            tables.getTableClient("dropbatchdoctor").deleteEntity("none", "none");
            return Diagnosis.ok(AREA, "tables", "may be read and written");
        } catch (TableServiceException e) {
            int status = e.getResponse().getStatusCode();
            if (status == NOT_FOUND) {
                return Diagnosis.ok(AREA, "tables", "may be read and written");
            }
            return refusedTables("refused with " + status);
        } catch (LinkageError e) {
            // The client reads a refusal in XML only with a library that nobody else here needs.
            return refusedTables("refused");
        }
    }

    private Diagnosis refusedTables(String how) {
        String role = "Storage Table Data Contributor";
        return Diagnosis.wrong(
                AREA,
                "tables",
                how + ": the services keep their state there",
                hasKey() ? CONNECTION : grant(role),
                hasKey() ? "" : withdraw(role));
    }

    private TableServiceClient tableClient() {
        return settings.find("AZURE_STORAGE_CONNECTION_STRING")
                .map(text -> new TableServiceClientBuilder().connectionString(text))
                .orElseGet(() -> new TableServiceClientBuilder()
                        .endpoint(settings.require("AZURE_STORAGE_TABLE_ENDPOINT"))
                        .credential(settings.cloud().identity()))
                .buildClient();
    }

    private boolean hasKey() {
        return settings.find("AZURE_STORAGE_CONNECTION_STRING").isPresent();
    }

    private static boolean isRight(BlobStorageException e) {
        return e.getStatusCode() == FORBIDDEN && code(e).startsWith("AuthorizationPermission");
    }

    private static String code(BlobStorageException e) {
        return e.getErrorCode() == null ? "" : e.getErrorCode().toString();
    }

    private Diagnosis refused(String subject, BlobStorageException e) {
        if (code(e).equals("AuthenticationFailed")) {
            return Diagnosis.wrong(
                    AREA,
                    subject,
                    "refused as not authenticated: the key is of another account or was renewed, or the clock is off",
                    CONNECTION,
                    "");
        }
        if (e.getStatusCode() == FORBIDDEN && hasKey()) {
            return Diagnosis.wrong(
                    AREA,
                    subject,
                    "refused with " + code(e)
                            + ": the key is of another account or was renewed, or the account's firewall"
                            + " or a ban on keys is in the way",
                    CONNECTION,
                    "");
        }
        if (e.getStatusCode() == FORBIDDEN) {
            return Diagnosis.wrong(
                    AREA,
                    subject,
                    "refused with " + code(e) + ": a role or the account's firewall is missing this identity",
                    grant("Storage Blob Data Contributor"),
                    withdraw("Storage Blob Data Contributor"));
        }
        return Diagnosis.wrong(AREA, subject, "refused with " + e.getStatusCode() + " " + code(e), "", "");
    }

    static String grant(String role) {
        return "az role assignment create --assignee <identity> --role \"" + role + "\" --scope <resource id>";
    }

    static String withdraw(String role) {
        return grant(role).replace(" create ", " delete ");
    }

    private static String az(String command, BlobContainerClient container) {
        return "az " + command + " --auth-mode login --account-name " + container.getAccountName() + " --name "
                + container.getBlobContainerName();
    }

    private String name(String role) {
        return settings.find("DROPBATCH_CONTAINERS_" + role.toUpperCase(Locale.ROOT))
                .orElse(role);
    }

    private String text(String variable) {
        return settings.find(variable).orElse("");
    }
}
