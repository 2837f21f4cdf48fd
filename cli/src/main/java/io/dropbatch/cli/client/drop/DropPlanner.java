package io.dropbatch.cli.client.drop;

import io.dropbatch.cli.client.drop.DropFolder.LocalFile;
import io.dropbatch.cli.console.CliException;
import io.dropbatch.codec.ModelJson;
import io.dropbatch.codec.document.DocumentFormat;
import io.dropbatch.codec.drop.DropManifestReader;
import io.dropbatch.codec.drop.DropManifestReading;
import io.dropbatch.model.drop.DropManifest;
import io.dropbatch.model.drop.DropManifest.Listed;
import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.workload.StartCondition;
import io.dropbatch.model.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Decides what is dropped of a folder: adds up the folder's own manifest and the command line, and refuses, before
 * anything is uploaded, what the services would refuse.
 */
public final class DropPlanner {

    private static final int MOST_NAMED = 10;
    private static final DropManifest NONE = new DropManifest(List.of(), Map.of(), null);

    private final DropFolder folder;
    private final Workload workload;
    private final Map<String, String> given;
    private final List<String> notes = new ArrayList<>();

    private DropPlanner(DropFolder folder, Workload workload, Map<String, String> given) {
        this.folder = folder;
        this.workload = workload;
        this.given = given;
    }

    /**
     * @param given the parameters of the command line
     * @throws CliException when this cannot be dropped, with what to do
     */
    public static DropPlan plan(DropFolder folder, Workload workload, Map<String, String> given) {
        return new DropPlanner(folder, workload, given).plan();
    }

    private DropPlan plan() {
        DropManifest own = folder.manifest().map(DropPlanner::read).orElse(NONE);
        boolean marker = workload.start().on() == StartCondition.On.MARKER;
        Map<String, String> parameters = parameters(own.parameters());
        List<LocalFile> files = own.inputs().isEmpty() ? folder.files() : listed(own.inputs());
        LocalDropCheck.check(workload, folder.folder(), files);
        if (!folder.leftOut().isEmpty()) {
            notes.add("left out: " + named(folder.leftOut()));
        }
        // A list with nothing to add to is the user's own text, with its comments.
        Optional<Path> asItIs =
                marker || own.inputs().isEmpty() || !given.isEmpty() ? Optional.empty() : folder.manifest();
        return new DropPlan(
                folder.folder(),
                files,
                marker ? DropTrigger.Kind.MARKER : asItIs.map(DropPlanner::kind).orElse(DropTrigger.Kind.MANIFEST_JSON),
                new DropManifest(own.inputs(), parameters, own.deadline()),
                asItIs,
                notes);
    }

    private static DropTrigger.Kind kind(Path manifest) {
        return isJson(manifest) ? DropTrigger.Kind.MANIFEST_JSON : DropTrigger.Kind.MANIFEST_YAML;
    }

    private static boolean isJson(Path manifest) {
        return manifest.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".json");
    }

    private static DropManifest read(Path file) {
        try {
            DocumentFormat format = isJson(file) ? DocumentFormat.JSON : DocumentFormat.YAML;
            return valid(DropManifestReader.read(Files.readAllBytes(file), format), file.toString());
        } catch (IOException e) {
            throw CliException.wrongUse("cannot read " + file + ": " + e.getMessage());
        }
    }

    private static DropManifest valid(DropManifestReading reading, String place) {
        return switch (reading) {
            case DropManifestReading.Valid valid -> valid.manifest();
            case DropManifestReading.Invalid invalid ->
                throw CliException.wrongUse(place + ": " + invalid.describe() + "; nothing was uploaded");
        };
    }

    /** The folder's own and those of the command line, which win. */
    private Map<String, String> parameters(Map<String, String> own) {
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(own);
        given.forEach((name, value) -> {
            String before = all.remove(name);
            if (before != null && !before.equals(value)) {
                notes.add(
                        "--param " + name + "=" + value + " takes the place of '" + before + "' in " + manifestName());
            }
            all.put(name, value);
        });
        requireLegal(all);
        return all;
    }

    /** The services read them by the same rules: names, sizes, variables that differ in case only. */
    private static void requireLegal(Map<String, String> parameters) {
        byte[] json = ModelJson.write(new DropManifest(List.of(), parameters, null));
        if (DropManifestReader.read(json, DocumentFormat.JSON) instanceof DropManifestReading.Invalid invalid) {
            throw CliException.wrongUse("nothing was uploaded:"
                    + FolderWalk.lines(invalid.problems().stream()
                            .map(problem -> problem.path() + " " + problem.message())
                            .toList()));
        }
    }

    /** The files that the folder's own manifest lists. */
    private List<LocalFile> listed(List<Listed> inputs) {
        Map<String, LocalFile> byPath = new HashMap<>();
        folder.files().forEach(file -> byPath.put(file.path(), file));
        List<String> problems = new ArrayList<>();
        List<LocalFile> files = new ArrayList<>();
        for (Listed input : inputs) {
            LocalFile file = byPath.remove(input.path());
            if (file == null) {
                problems.add("'" + input.path() + "' is not in the folder" + SimilarName.hint(input.path(), paths()));
            } else if (file.bytes() != input.bytes()) {
                problems.add("'" + input.path() + "' has " + file.bytes() + " bytes, not " + input.bytes());
            } else {
                files.add(file);
            }
        }
        if (!problems.isEmpty()) {
            throw CliException.wrongUse(folder.folder().resolve(manifestName())
                    + " does not fit the folder, nothing was uploaded:" + FolderWalk.lines(problems));
        }
        if (!byPath.isEmpty()) {
            notes.add("left out, since " + manifestName() + " does not list them: "
                    + named(byPath.keySet().stream().sorted().toList()));
        }
        return files;
    }

    private Set<String> paths() {
        return folder.files().stream().map(LocalFile::path).collect(Collectors.toSet());
    }

    private String manifestName() {
        return folder.manifest().map(file -> file.getFileName().toString()).orElse("job.yaml");
    }

    private static String named(List<String> names) {
        String some = names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        return names.size() > MOST_NAMED ? some + " and " + (names.size() - MOST_NAMED) + " more" : some;
    }
}
