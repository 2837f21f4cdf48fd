package io.dropbatch.localazure.batch.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Rules about several properties of an object, which the REST definition states in its descriptions.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/batchservice/pool/add">Add Pool</a>
 */
final class BodyRules {

    private static final List<String> IDENTITIES = List.of("username", "autoUser");
    private static final List<String> MOUNTS = List.of(
            "azureBlobFileSystemConfiguration",
            "azureFileShareConfiguration",
            "cifsMountConfiguration",
            "nfsMountConfiguration");
    private static final int LEAST_PORTS = 40;
    private static final int MOST_RULES = 25;
    private static final int FIRST_RESERVED = 50_000;
    private static final int LAST_RESERVED = 55_000;

    private BodyRules() {}

    static void check(ObjectNode tree, String entity, String path) {
        switch (entity) {
            case "PoolAddParameter", "PoolSpecification" -> slots(tree, path);
            case "UserIdentity" -> exactlyOne(tree, IDENTITIES, path);
            case "MountConfiguration" -> exactlyOne(tree, MOUNTS, path);
            case "LinuxUserConfiguration" -> bothOrNone(tree, "uid", "gid", path);
            case "InboundNATPool" -> ports(tree, path);
            case "PoolEndpointConfiguration" -> endpoints(tree, path);
            default -> {}
        }
    }

    private static void slots(ObjectNode tree, String path) {
        JsonNode slots = tree.path("taskSlotsPerNode");
        if (slots.isInt()) {
            VmSizes.checkSlots(
                    path + "taskSlotsPerNode",
                    slots.intValue(),
                    tree.path("vmSize").asText());
        }
    }

    private static void exactlyOne(ObjectNode tree, List<String> names, String path) {
        if (names.stream().filter(tree::hasNonNull).count() != 1) {
            throw BatchError.property(
                    path + names.get(0), "", "Exactly one of " + String.join(", ", names) + " must be specified.");
        }
    }

    private static void bothOrNone(ObjectNode tree, String one, String other, String path) {
        if (tree.hasNonNull(one) != tree.hasNonNull(other)) {
            throw BatchError.property(
                    path + one, "", "Either both of " + one + " and " + other + " are given or none.");
        }
    }

    private static void ports(ObjectNode tree, String path) {
        int first = tree.path("frontendPortRangeStart").asInt();
        int last = tree.path("frontendPortRangeEnd").asInt();
        String name = path + "frontendPortRangeEnd";
        if (last - first + 1 < LEAST_PORTS) {
            throw BatchError.property(name, Integer.toString(last), "A range of at least 40 ports is expected.");
        }
        if (first < FIRST_RESERVED && last > LAST_RESERVED) {
            throw BatchError.property(name, Integer.toString(last), "The ports 50000 to 55000 are reserved.");
        }
    }

    private static void endpoints(ObjectNode tree, String path) {
        int rules = 0;
        Set<Integer> priorities = new HashSet<>();
        Set<String> names = new HashSet<>();
        Set<Integer> ports = new HashSet<>();
        for (JsonNode pool : tree.path("inboundNATPools")) {
            distinct(names.add(pool.path("name").asText()), path + "inboundNATPools.name");
            distinct(ports.add(pool.path("backendPort").asInt()), path + "inboundNATPools.backendPort");
            for (JsonNode rule : pool.path("networkSecurityGroupRules")) {
                rules++;
                distinct(
                        priorities.add(rule.path("priority").asInt()),
                        path + "inboundNATPools.networkSecurityGroupRules.priority");
            }
        }
        if (rules > MOST_RULES) {
            throw BatchError.property(
                    path + "inboundNATPools",
                    Integer.toString(rules),
                    "At most 25 security rules are allowed in a pool.");
        }
    }

    private static void distinct(boolean isNew, String name) {
        if (!isNew) {
            throw BatchError.property(name, "", "It must be unique within the pool.");
        }
    }
}
