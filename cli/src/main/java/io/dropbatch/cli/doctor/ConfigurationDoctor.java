package io.dropbatch.cli.doctor;

import com.azure.core.credential.TokenCredential;
import io.dropbatch.cli.client.ClientSettings;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at a whole configuration, as the services have it.
 *
 * @param topology what the bus has to hold
 * @param images which images workloads may name
 * @param sizes which VM sizes to look for
 */
record ConfigurationDoctor(Path topology, List<NodeImageWish> images, List<String> sizes, Clock clock) {

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration CONNECT = Duration.ofSeconds(5);

    DiagnosisReport diagnose(ClientSettings settings, TokenCredential identity) {
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build()) {
            String group = settings.find("AZURE_RESOURCE_GROUP").orElse("<group>");
            List<DiagnosisTask> tasks = new ArrayList<>(new StorageDiagnosis(settings, clock).tasks());
            tasks.addAll(new BusDiagnosis(new BusConnection(settings), BusPlan.read(topology), group).tasks());
            tasks.addAll(new BatchDiagnosis(settings, images, clock, http).tasks());
            tasks.addAll(new QuotaDiagnosis(settings, sizes, identity, http).tasks());
            return new DiagnosisReport(new DiagnosisRunner(LONGEST).run(tasks));
        }
    }
}
