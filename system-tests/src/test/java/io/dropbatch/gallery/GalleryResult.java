package io.dropbatch.gallery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dropbatch.systemtests.fixture.CompletedDrop;
import io.dropbatch.systemtests.fixture.ResultPackage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;

/**
 * What a drop has come to, by the names under which a user gets it.
 *
 * @param levels how many tasks each level had, empty if that is not known
 */
record GalleryResult(List<Integer> levels, Map<String, byte[]> files) {

    /** Waits for the result; every output is checked against the manifest. */
    static GalleryResult of(CompletedDrop drop) {
        ResultPackage result = ResultPackage.of(drop);
        int last = result.manifest().levels().size() - 1;
        Map<String, byte[]> files = new TreeMap<>();
        result.manifest().outputs().stream()
                .filter(output -> output.task().level() == last)
                .forEach(
                        output -> files.put(output.path(), result.contents().get(output.task() + "/" + output.path())));
        return new GalleryResult(result.manifest().levels(), files);
    }

    /** What a user has downloaded into a folder; how many tasks there were, nobody knows any more. */
    static GalleryResult downloaded(Path folder) {
        return new GalleryResult(List.of(), GalleryWorkload.files(folder));
    }

    /** How many tasks the first level had. */
    int tasks() {
        return levels.getFirst();
    }

    byte[] bytes(String path) {
        byte[] content = files.get(path);
        if (content == null) {
            throw new AssertionError("no " + path + " among " + files.keySet());
        }
        return content;
    }

    String text(String path) {
        return new String(bytes(path), UTF_8);
    }

    /** The rows of a table with a header, each by the titles of its columns. */
    List<Map<String, String>> rows(String path) {
        List<String> lines = text(path).lines().toList();
        String[] titles = lines.getFirst().split(",", -1);
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] values = line.split(",", -1);
            Map<String, String> row = new LinkedHashMap<>();
            for (int column = 0; column < titles.length; column++) {
                row.put(titles[column], values[column]);
            }
            rows.add(row);
        }
        return rows;
    }

    BufferedImage image(String path) {
        return image(bytes(path));
    }

    static BufferedImage image(byte[] content) {
        try {
            return ImageIO.read(new ByteArrayInputStream(content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
