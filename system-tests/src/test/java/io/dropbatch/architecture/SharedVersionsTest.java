package io.dropbatch.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.data.tables.TableClient;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.storage.blob.BlobClient;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.qpid.proton.Proton;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Dropbatch and Local Azure are two projects with a parent POM each; what both use, both use in one version. */
class SharedVersionsTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Path LOCAL_AZURE = ROOT.resolve("local-azure");

    /** Libraries whose version a BOM decides in Dropbatch's POM, each with a class that the product loads from it. */
    private static final Map<String, Class<?>> BY_BOM = Map.of(
            "assertj.version", Assertions.class,
            "awaitility.version", Awaitility.class,
            "azure-data-tables.version", TableClient.class,
            "azure-messaging-servicebus.version", ServiceBusClientBuilder.class,
            "azure-storage-blob.version", BlobClient.class,
            "jackson.version", ObjectMapper.class,
            "junit.version", Test.class,
            "proton-j.version", Proton.class,
            "slf4j.version", Logger.class);

    /** Libraries that Dropbatch has no use for. */
    private static final Set<String> ONLY_LOCAL_AZURE = Set.of("artemis-journal.version");

    @Test
    void both_projects_name_the_same_versions() throws Exception {
        Map<String, String> product = properties(pom(ROOT));
        Map<String, String> localAzure = properties(pom(LOCAL_AZURE));

        localAzure.forEach((name, version) -> {
            if (product.containsKey(name)) {
                assertThat(version)
                        .as("<%s> in local-azure/pom.xml and in pom.xml: write the newer one into both", name)
                        .isEqualTo(product.get(name));
            }
        });
    }

    @Test
    void local_azure_uses_the_versions_that_the_products_boms_decide() throws Exception {
        Map<String, String> localAzure = properties(pom(LOCAL_AZURE));

        BY_BOM.forEach((name, type) -> assertThat(jarOf(type))
                .as("Dropbatch uses this jar: write its version into <%s> of local-azure/pom.xml", name)
                .endsWith("-" + localAzure.get(name) + ".jar"));
    }

    @Test
    void every_version_of_local_azure_is_compared() throws Exception {
        Set<String> product = properties(pom(ROOT)).keySet();

        for (String name : properties(pom(LOCAL_AZURE)).keySet()) {
            assertThat(product.contains(name) || BY_BOM.containsKey(name) || ONLY_LOCAL_AZURE.contains(name))
                    .as("<%s> of local-azure/pom.xml: name it in pom.xml too, or in this test", name)
                    .isTrue();
        }
    }

    @Test
    void both_projects_build_with_the_same_plugins() throws Exception {
        Map<String, String> product = plugins(pom(ROOT));

        plugins(pom(LOCAL_AZURE))
                .forEach((plugin, version) -> assertThat(version)
                        .as(
                                "version of %s in local-azure/pom.xml and in pom.xml: write the newer one into both",
                                plugin)
                        .isEqualTo(product.get(plugin)));
        assertThat(LOCAL_AZURE.resolve(".mvn/jvm.config"))
                .as("flags of Maven's own JVM: change both files")
                .hasSameTextualContentAs(ROOT.resolve(".mvn/jvm.config"));
    }

    private static Document pom(Path project) throws Exception {
        try (var file = Files.newInputStream(project.resolve("pom.xml"))) {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file);
        }
    }

    private static Map<String, String> properties(Document pom) {
        NodeList all = ((Element) pom.getElementsByTagName("properties").item(0)).getElementsByTagName("*");
        Map<String, String> versions = new TreeMap<>();
        for (int i = 0; i < all.getLength(); i++) {
            String name = all.item(i).getNodeName();
            if (name.endsWith(".version") || name.equals("java.release")) {
                versions.put(name, all.item(i).getTextContent());
            }
        }
        return versions;
    }

    private static Map<String, String> plugins(Document pom) {
        NodeList all = pom.getElementsByTagName("plugin");
        Map<String, String> versions = new TreeMap<>();
        for (int i = 0; i < all.getLength(); i++) {
            Element plugin = (Element) all.item(i);
            String version = child(plugin, "version");
            if (!version.isEmpty()) {
                versions.put(child(plugin, "groupId") + ":" + child(plugin, "artifactId"), version);
            }
        }
        return versions;
    }

    private static String child(Element parent, String name) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node.getNodeName().equals(name)) {
                return node.getTextContent();
            }
        }
        return "";
    }

    private static String jarOf(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().getPath();
    }
}
