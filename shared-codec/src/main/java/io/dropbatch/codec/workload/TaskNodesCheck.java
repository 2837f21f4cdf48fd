package io.dropbatch.codec.workload;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropbatch.codec.document.DocumentProblem;
import io.dropbatch.codec.document.SourceDocument;
import java.util.ArrayList;
import java.util.List;

/**
 * What a pool has to be for tasks that run on several nodes. Azure Batch refuses none of this: such a task would wait for
 * ever.
 *
 * @see <a href="https://learn.microsoft.com/azure/batch/batch-mpi">Multi-instance tasks</a>
 */
final class TaskNodesCheck {

    private static final String PACKAGE = "/application/package";
    private static final String POOL_ID = "/pool/id";
    private static final String ROUNDS = "/rounds";
    private static final String SLOTS = "/pool/slotsPerNode";
    private static final String MOST = "/pool/nodes/max";
    private static final String FALLBACK = "/pool/nodes/fallback";

    private final SourceDocument document;
    private final List<DocumentProblem> problems = new ArrayList<>();

    TaskNodesCheck(SourceDocument document) {
        this.document = document;
    }

    List<DocumentProblem> problems() {
        int nodes = at("/tasks/nodes").asInt(1);
        if (nodes < 2) {
            return List.of();
        }
        String asked = ", as tasks.nodes is " + nodes;
        if (!at(POOL_ID).isMissingNode()) {
            note(POOL_ID, "cannot be used" + asked + ": Dropbatch makes the pools whose nodes may reach each other");
        }
        if (!at(PACKAGE).isMissingNode()) {
            note(
                    PACKAGE,
                    "cannot be used" + asked
                            + ": Azure promises a task's packages to its first node only; publish it by name");
        }
        if (!at(ROUNDS).isMissingNode()) {
            note(ROUNDS, "cannot be used" + asked + ": what the round before wrote comes to one node only");
        }
        if (at(SLOTS).asInt(1) > 1) {
            note(SLOTS, "has to be 1" + asked + ": Azure Batch gives such a task whole nodes only");
        }
        if (at(MOST).asInt(nodes) < nodes) {
            note(MOST, "has to be at least " + nodes + asked);
        }
        if (at(FALLBACK).asText().equals("dedicated")) {
            note(
                    FALLBACK,
                    "has to be none" + asked
                            + ": Azure Batch does not mix spot and dedicated nodes where nodes may reach each other");
        }
        return problems;
    }

    private void note(String pointer, String words) {
        problems.add(document.problem(pointer, words));
    }

    private JsonNode at(String pointer) {
        return document.root().at(pointer);
    }
}
