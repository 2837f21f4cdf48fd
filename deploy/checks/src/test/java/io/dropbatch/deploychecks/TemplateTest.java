package io.dropbatch.deploychecks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropbatch.testing.TypeScriptBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The template is what the Bicep file stands for, and both hold what an operator is promised. */
class TemplateTest {

    @Test
    void the_template_is_what_the_bicep_file_stands_for() {
        translated(DeployedTemplate.BICEP, DeployedTemplate.TEMPLATE).andWell();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "isHnsEnabled: false | isHnsEnabled: true | is not what",
                "name: subscription.name | name: subscription.topic | is not what",
                "accessTier: 'Hot' | accessTier 'Hot' | main.bicep:",
                "last(split(keyVault, '/')) | first(split(keyVault, '/')) | calls a function",
                "parent: topics[ | parent: queues[ | is not what",
                "account.properties.primaryEndpoints.blob | accounts.properties.primaryEndpoints.blob | stands for nothing",
            })
    void a_fault_in_the_bicep_file_is_found(String sound, String fault, String said, @TempDir Path folder)
            throws IOException {
        String text = Files.readString(DeployedTemplate.BICEP);
        assertThat(text).contains(sound);
        Path broken = Files.createDirectories(folder.resolve("azure")).resolve("main.bicep");
        Path local = Files.createDirectories(folder.resolve("local"));
        for (String file : List.of("servicebus.json", "storage.json")) {
            Files.copy(Path.of("../local", file), local.resolve(file));
        }
        Files.writeString(broken, text.replace(sound, fault));

        TypeScriptBuild.Ended ended = translated(broken, DeployedTemplate.TEMPLATE);

        assertThat(ended.exitCode()).isNotZero();
        assertThat(ended.said()).contains(said);
    }

    @Test
    void needs_no_parameter_and_opens_no_door_without_one() {
        DeployedTemplate deployed = DeployedTemplate.with();

        JsonNode storage = deployed.one("Microsoft.Storage/storageAccounts");
        assertThat(storage.path("kind").textValue()).isEqualTo("StorageV2");
        assertThat(storage.at("/properties/isHnsEnabled").booleanValue()).isFalse();
        assertThat(storage.at("/properties/allowSharedKeyAccess").asText()).isEqualTo("false");
        assertThat(storage.at("/properties/allowBlobPublicAccess").asText()).isEqualTo("false");
        JsonNode bus = deployed.one("Microsoft.ServiceBus/namespaces");
        assertThat(bus.at("/properties/disableLocalAuth").asText()).isEqualTo("true");
        JsonNode batch = deployed.one("Microsoft.Batch/batchAccounts");
        assertThat(batch.at("/properties/allowedAuthenticationModes").toString())
                .isEqualTo("[\"AAD\"]");
        assertThat(batch.at("/properties/poolAllocationMode").textValue()).isEqualTo("BatchService");
        assertThat(deployed.ofType("Microsoft.Insights/diagnosticSettings")).isEmpty();
        assertThat(deployed.resources().filter(resource -> resource.toString().contains("listKeys")))
                .isEmpty();
    }

    @Test
    void allows_keys_only_when_it_is_told_to() {
        DeployedTemplate deployed = DeployedTemplate.with("allowKeys=true");

        assertThat(deployed.one("Microsoft.Storage/storageAccounts")
                        .at("/properties/allowSharedKeyAccess")
                        .asText())
                .isEqualTo("true");
        assertThat(deployed.one("Microsoft.Batch/batchAccounts")
                        .at("/properties/allowedAuthenticationModes")
                        .toString())
                .isEqualTo("[\"AAD\",\"SharedKey\"]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"submission", "scheduler", "monitor", "results"})
    void federates_each_identity_with_the_service_account_of_the_chart(String service) {
        DeployedTemplate deployed =
                DeployedTemplate.with("oidcIssuer=https://issuer.example/", "kubernetesNamespace=work", "release=acme");

        JsonNode credential = deployed.ofType(
                        "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials")
                .filter(found -> found.path("name").textValue().startsWith("dropbatch-" + service + "/"))
                .findFirst()
                .orElseThrow()
                .at("/body/properties");
        assertThat(credential.path("subject").textValue()).isEqualTo("system:serviceaccount:work:acme-" + service);
        assertThat(credential.path("audiences").toString()).isEqualTo("[\"api://AzureADTokenExchange\"]");
        assertThat(deployed.output("values")
                        .at("/services/" + service + "/clientId")
                        .textValue())
                .startsWith("<identities[");
    }

    @Test
    void keeps_what_jobs_need_and_deletes_what_they_leave() {
        JsonNode rules = DeployedTemplate.with()
                .one("Microsoft.Storage/storageAccounts/managementPolicies")
                .at("/properties/policy/rules");

        assertThat(rules.toString()).doesNotContain("system/harness").doesNotContain("system/windows");
        JsonNode drops = DeployedTemplate.items(rules)
                .filter(rule -> "drops".equals(rule.path("name").textValue()))
                .findFirst()
                .orElseThrow();
        assertThat(drops.path("enabled").booleanValue()).as("results are kept").isFalse();
    }

    @Test
    void the_page_for_operators_names_every_parameter_and_no_other() throws IOException {
        String page = Files.readString(Path.of("../README.md"));
        String table = page.substring(page.indexOf("## Parameters"), page.indexOf("**Roles.**"));
        Set<String> named = table.lines()
                .filter(line -> line.startsWith("| `"))
                .flatMap(line -> Pattern.compile("`(\\w+)`")
                        .matcher(line.split("\\|")[1])
                        .results())
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        Set<String> declared = new TreeSet<>();
        DeployedTemplate.json(DeployedTemplate.TEMPLATE)
                .path("parameters")
                .fieldNames()
                .forEachRemaining(declared::add);
        assertThat(named).isEqualTo(declared);
    }

    @Test
    void the_values_that_it_hands_over_are_those_that_the_chart_takes() {
        JsonNode schema = DeployedTemplate.json(Path.of("../../helm/dropbatch/values.schema.json"));
        JsonNode values = DeployedTemplate.with().output("values");

        List<String> unknown = new ArrayList<>();
        collectUnknown("", values, schema, unknown);
        assertThat(unknown).isEmpty();
        assertThat(values.at("/azure/batch/resourceId").textValue())
                .contains("/providers/Microsoft.Batch/batchAccounts/dropbatch");
        assertThat(values.at("/azure/batch/identity").textValue()).endsWith("/userAssignedIdentities/dropbatch-nodes");
    }

    /** The checks deploy in a cloud other than the public one. */
    @Test
    void hands_over_the_cloud_that_it_is_deployed_in_and_no_domain_of_another() {
        DeployedTemplate deployed = DeployedTemplate.with();

        assertThat(deployed.output("values").at("/azure/cloud").textValue()).isEqualTo("AzureUSGovernment");
        assertThat(deployed.output("settings").textValue())
                .startsWith("export AZURE_CLOUD=AzureUSGovernment ")
                .doesNotContain("windows.net");
    }

    private static void collectUnknown(String path, JsonNode values, JsonNode schema, List<String> unknown) {
        values.properties().forEach(value -> {
            JsonNode known = schema.path("properties").path(value.getKey());
            if (known.isMissingNode()) {
                unknown.add(path + "." + value.getKey());
            }
            collectUnknown(path + "." + value.getKey(), value.getValue(), known, unknown);
        });
    }

    private static TypeScriptBuild.Ended translated(Path bicep, Path template) {
        return DeployedTemplate.sources().node("commands/translate", bicep.toString(), template.toString());
    }
}
