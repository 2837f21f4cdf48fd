package io.dropbatch.gallery;

import static java.lang.Double.parseDouble;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.minBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropbatch.codec.ModelJson;
import io.dropbatch.localazure.testtools.NeededTools;
import io.dropbatch.localazure.testtools.NeedsTool;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.systemtests.fixture.CommandRun;
import io.dropbatch.systemtests.fixture.CompletedDrop;
import io.dropbatch.systemtests.fixture.ResultPackage;
import io.dropbatch.systemtests.fixture.RunningSystem;
import io.dropbatch.systemtests.fixture.Sha256;
import io.dropbatch.systemtests.fixture.SystemExtension;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Ready-made workloads, run whole with the programs that Debian brings and held to answers found in another way. */
@ExtendWith(SystemExtension.class)
class WorkloadGalleryTest {

    private static final String NUMPY = "/usr/lib/python3/dist-packages/numpy/__init__.py";
    private static final String MPI = "/usr/lib/python3/dist-packages/mpi4py/__init__.py";
    private static final String NO_PICTURE = "push graphic-context\nimage over 0,0 0,0 'text:/etc/passwd'\n";
    private static final Map<String, CompletedDrop> DROPS = new HashMap<>();

    @TempDir
    private Path folder;

    /** All at once, as far as this machine has their programs: they share its cores while the tests await one by one. */
    @BeforeAll
    static void drop_them_all(RunningSystem system) {
        drop("r-search", () -> GalleryWorkload.of(system, "r-search").dropped(), "Rscript");
        drop("r-search-whole", () -> searchOfOneChunk(system), "Rscript");
        drop("povray-film", () -> GalleryWorkload.of(system, "povray-film").dropped(), "povray", "montage", "ffmpeg");
        drop("povray-still", () -> GalleryWorkload.of(system, "povray-still").dropped(), "povray", "montage");
        drop("training", () -> GalleryWorkload.of(system, "training").dropped(), "python3", NUMPY);
        drop(
                "training-rounds",
                () -> GalleryWorkload.of(system, "training-rounds").dropped(),
                "python3",
                NUMPY);
        drop("transcoding", () -> GalleryWorkload.of(system, "transcoding").dropped(), "ffmpeg");
        drop("transcoding-lossless", () -> losslessFilm(system), "ffmpeg");
        drop(
                "sequence-search",
                () -> GalleryWorkload.of(system, "sequence-search").dropped(),
                "blastp",
                "gnuplot");
        drop("heat", () -> GalleryWorkload.of(system, "heat").dropped(), "mpirun", "gnuplot", "python3", NUMPY, MPI);
    }

    private static void drop(String name, Supplier<CompletedDrop> drop, String... tools) {
        if (Stream.of(tools).allMatch(NeededTools::isInstalled)) {
            DROPS.put(name, drop.get());
        }
    }

    private static CompletedDrop searchOfOneChunk(RunningSystem system) {
        return GalleryWorkload.of(system, "r-search")
                .named("r-search-whole")
                .with("chunk: 6", "chunk: 22")
                .dropped();
    }

    private static CompletedDrop losslessFilm(RunningSystem system) {
        return GalleryWorkload.of(system, "transcoding")
                .named("transcoding-lossless")
                .with("[270, 180, 90]", "[270, 90]")
                .with("-crf 23", "-qp 0")
                .dropped();
    }

    @Test
    @NeedsTool({"ccx", "gnuplot"})
    void beams_bend_as_beam_theory_says_and_the_lightest_that_holds_is_chosen(RunningSystem system) {
        Path results = GalleryPath.under(system, "From a machine with nothing on it to the lightest beam")
                .follow(folder);

        GalleryResult result = GalleryResult.downloaded(results.resolve("beam"));
        List<Map<String, String>> rows = result.rows("designs.csv");
        assertThat(rows).hasSize(48).allSatisfy(row -> {
            CantileverTheory theory = CantileverTheory.of(row);
            assertThat(parseDouble(row.get("deflection_mm"))).isCloseTo(theory.deflection(), withinPercentage(2));
            assertThat(parseDouble(row.get("stress_mpa"))).isCloseTo(theory.stress(), withinPercentage(2));
            assertThat(parseDouble(row.get("mass_kg"))).isCloseTo(theory.mass(), withinPercentage(0.01));
        });
        Map<Double, Optional<CantileverTheory>> lightest = rows.stream()
                .map(CantileverTheory::of)
                .filter(CantileverTheory::holds)
                .collect(
                        groupingBy(CantileverTheory::force, minBy(Comparator.comparingDouble(CantileverTheory::mass))));
        assertThat(result.rows("best.csv").stream().map(CantileverTheory::of))
                .containsExactly(
                        lightest.get(100.0).orElseThrow(), lightest.get(250.0).orElseThrow());
        assertThat(result.image("designs.png").getWidth()).isEqualTo(960);
    }

    @Test
    @NeedsTool({"ccx", "gnuplot"})
    void a_program_that_is_brought_along_needs_no_start_task(RunningSystem system) throws IOException {
        GalleryWorkload beam = GalleryWorkload.of(system, "beam");
        Path brought = Files.createDirectories(folder.resolve("beam"));
        for (Map.Entry<String, byte[]> file :
                GalleryWorkload.files(beam.folder()).entrySet()) {
            Path copy = brought.resolve(file.getKey());
            Files.createDirectories(copy.getParent());
            Files.write(copy, file.getValue());
        }
        String script = system.project().resolve("workloads/bring-along.sh").toString();
        run(Map.of(), List.of("/bin/sh", script, brought.resolve("application").toString(), "ccx"));
        String withoutStartTask = beam.yaml().substring(0, beam.yaml().indexOf("  # Canonical's images"));

        ResultPackage result = ResultPackage.of(new GalleryWorkload(system, brought, withoutStartTask)
                .named("beam-brought")
                .with("version: \"1.0\"", "version: \"1.0-brought\"")
                .with("[steel, aluminium, titanium]", "[steel]")
                .with("[100, 250]", "[100]")
                .with("[10, 20]", "[10]")
                .with("[10, 14, 18, 22]", "[14]")
                .with(
                        "command: sh \"$APP_DIR/solve.sh\"",
                        "command: command -v ccx > program.txt && sh \"$APP_DIR/solve.sh\"")
                .with("outputs: [\"designs.csv\"]", "outputs: [\"designs.csv\", \"program.txt\"]")
                .dropped());

        assertThat(new String(result.contents().get("0-000001/program.txt"), UTF_8))
                .endsWith("/jobpreparation/wd/_dropbatch/app/bin/ccx\n");
        assertThat(new String(result.contents().get("0-000001/designs.csv"), UTF_8)
                        .lines()
                        .skip(1))
                .singleElement()
                .asString()
                .startsWith("steel,100,10,14,300,");
    }

    @Test
    @NeedsTool("Rscript")
    void a_search_in_r_finds_the_same_however_its_table_is_cut() {
        GalleryResult inPieces = GalleryResult.of(DROPS.get("r-search"));
        GalleryResult whole = GalleryResult.of(DROPS.get("r-search-whole"));

        assertThat(inPieces.tasks()).isEqualTo(12);
        assertThat(whole.tasks()).isEqualTo(3);
        assertThat(inPieces.text("search.csv"))
                .isEqualTo(whole.text("search.csv"))
                .hasLineCount(67);
        assertThat(inPieces.bytes("search.rds")).isEqualTo(whole.bytes("search.rds"));
        assertThat(inPieces.text("best.csv")).isEqualTo(whole.text("best.csv"));
        assertThat(inPieces.image("search.png").getWidth()).isEqualTo(960);
    }

    @Test
    @NeedsTool({"povray", "montage", "ffmpeg"})
    void a_film_has_every_frame_and_each_frame_has_the_pixels_of_its_moment(RunningSystem system) throws IOException {
        GalleryResult result = GalleryResult.of(DROPS.get("povray-film"));

        assertThat(result.files().keySet().stream().filter(path -> path.startsWith("frames/")))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 12)
                        .mapToObj("frames/frame-%04d.png"::formatted)
                        .toList());
        assertThat(pixels(result.image("frames/frame-0007.png")))
                .isEqualTo(pixels(rendered(system, "povray-film", "+W320", "+H240", "+K0.5", "+A0.3", "+AM2")));
        BufferedImage sheet = result.image("sheet.png");
        assertThat(List.of(sheet.getWidth(), sheet.getHeight())).containsExactly(6 * 164, 2 * 124);
        assertThat(probed("v:0", "stream=nb_read_frames", saved(result, "film.mp4")))
                .isEqualTo("12");
    }

    @Test
    @NeedsTool({"povray", "montage"})
    void a_picture_in_bands_has_the_pixels_of_the_whole(RunningSystem system) {
        GalleryResult result = GalleryResult.of(DROPS.get("povray-still"));

        assertThat(result.tasks()).isEqualTo(8);
        assertThat(pixels(result.image("still.png")))
                .isEqualTo(pixels(rendered(system, "povray-still", "+W640", "+H480", "+A0.1", "+AM2", "+R2")));
    }

    @Test
    @NeedsTool("ffmpeg")
    void a_film_that_was_cut_has_every_picture_in_every_size_and_one_sound() throws IOException {
        GalleryResult result = GalleryResult.of(DROPS.get("transcoding"));

        assertThat(result.levels())
                .as("three pieces and the sound, in three sizes")
                .containsExactly(1, 12, 1);
        for (String size : List.of("270", "180", "90")) {
            String film = saved(result, "hls/" + size + ".m4s");
            assertThat(probed("v:0", "stream=height,nb_read_frames", film)).isEqualTo(size + ",200");
        }
        assertThat(probed("v:0", "stream=duration", saved(result, "film.mp4"))).isEqualTo("8.000000");
        assertThat(parseDouble(probed("a:0", "stream=duration", "film.mp4"))).isCloseTo(8, within(0.05));
        assertThat(result.text("hls/film.m3u8").lines().filter(line -> line.endsWith(".m3u8")))
                .containsExactly("270.m3u8", "180.m3u8", "90.m3u8");
        assertThat(result.text("hls/film.m3u8")).contains("TYPE=AUDIO").contains("URI=\"sound.m3u8\"");
        assertThat(sizeOf(result.image("thumbnail.jpg"))).isEqualTo("320 x 180");
        assertThat(result.image("sheet.jpg").getWidth()).isEqualTo(4 * 244 + 4);
    }

    @Test
    @NeedsTool("ffmpeg")
    void without_loss_its_pictures_are_those_of_the_whole_film(RunningSystem system) throws IOException {
        GalleryResult result = GalleryResult.of(DROPS.get("transcoding-lossless"));
        String whole =
                system.project().resolve("workloads/transcoding/drop/film.mp4").toString();

        assertThat(hashes(saved(result, "film.mp4"), "null")).hasSize(200).isEqualTo(hashes(whole, "null"));
        assertThat(hashes(saved(result, "hls/90.m4s"), "null")).isEqualTo(hashes(whole, "scale=-2:90"));
    }

    @Test
    @NeedsTool({"blastp", "gnuplot"})
    void a_search_in_pieces_finds_what_one_search_finds(RunningSystem system) throws IOException {
        GalleryResult result = GalleryResult.of(DROPS.get("sequence-search"));

        assertThat(result.levels()).containsExactly(1, 5, 1);
        Path drop = system.project().resolve("workloads/sequence-search/drop");
        run(Map.of(), List.of("makeblastdb", "-in", drop + "/library.fasta", "-dbtype", "prot", "-out", "globins"));
        String whole = run(
                Map.of(),
                List.of(
                        "blastp",
                        "-query",
                        drop + "/queries.fasta",
                        "-db",
                        "globins",
                        "-outfmt",
                        "6",
                        "-evalue",
                        "1e-5"));
        assertThat(result.text("hits.tsv")).isEqualTo(whole).hasLineCount(1959);
        assertThat(result.text("queries.txt").lines()).hasSize(45).startsWith("MYG_ESCGI", "MYG_HORSE");
        assertThat(result.rows("best.csv"))
                .hasSize(45)
                .first()
                .satisfies(best ->
                        assertThat(best).containsEntry("query", "MYG_ESCGI").containsEntry("found", "MYG_HORSE"));
        assertThat(sizeOf(result.image("identity.png"))).isEqualTo("900 x 860");
    }

    @Test
    @NeedsTool({"mpirun", "gnuplot", "python3", NUMPY, MPI})
    void heat_spreads_over_two_nodes_as_it_does_over_one_plate(RunningSystem system) {
        GalleryResult result = GalleryResult.of(DROPS.get("heat"));

        assertThat(result.rows("scaling.csv"))
                .extracting(row -> row.get("ranks") + " on " + row.get("nodes"))
                .containsExactly("1 on 1", "2 on 2", "4 on 2");
        double[][] field = result.text("field.csv")
                .lines()
                .map(line -> Stream.of(line.split(","))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toArray(double[][]::new);
        String plate = new String(GalleryWorkload.of(system, "heat").files().get("plate.txt"), UTF_8);
        assertThat(field).isDeepEqualTo(HeatedPlate.read(plate, 3).after(400));
        assertThat(result.image("plate.png").getWidth()).isEqualTo(640);
    }

    @Test
    @NeedsTool({"python3", "/usr/lib/python3/dist-packages/numpy/__init__.py"})
    void training_in_rounds_gives_the_weights_of_one_process(RunningSystem system) throws IOException {
        GalleryResult result = GalleryResult.of(DROPS.get("training-rounds"));

        String history = result.text("history.csv");
        assertThat(history.lines()).hasSize(1 + 6);
        assertThat(result.files()).containsOnlyKeys("weights.npz", "history.csv", "history.svg", "converged");
        assertThat(result.text("history.svg")).startsWith("<svg ").endsWith("</svg>\n");
        assertThat(trainedByOneProcess(system, result)).isEqualTo(history + "True\nTrue\n");
    }

    @Test
    @NeedsTool({"python3", "/usr/lib/python3/dist-packages/numpy/__init__.py"})
    void a_search_for_hyper_parameters_scores_as_one_process_does(RunningSystem system) throws IOException {
        GalleryResult result = GalleryResult.of(DROPS.get("training"));

        List<Map<String, String>> rows = result.rows("scores.csv");
        assertThat(result.tasks()).isEqualTo(24);
        assertThat(rows).hasSize(24);
        assertThat(rows.stream().collect(groupingBy(row -> row.get("rate") + " " + row.get("decay"))))
                .hasSize(12)
                .allSatisfy((setting, both) ->
                        assertThat(both).extracting(row -> row.get("hidden")).containsExactlyInAnyOrder("2", "8"));
        assertThat(oneProcess(system, result.text("scores.csv"))).isEqualTo(result.text("scores.csv"));
        Map<String, String> least = rows.stream()
                .min(Comparator.comparingDouble(row -> parseDouble(row.get("log_loss"))))
                .orElseThrow();
        JsonNode best = ModelJson.mapper().readTree(result.text("best.json"));
        assertThat(best.path("hidden").asText()).isEqualTo(least.get("hidden"));
        assertThat(best.path("rate").asDouble()).isEqualTo(parseDouble(least.get("rate")));
        assertThat(best.path("decay").asDouble()).isEqualTo(parseDouble(least.get("decay")));
        assertThat(best.path("accuracy").asDouble()).isGreaterThan(0.94);
        assertThat(result.text("scores.svg")).startsWith("<svg ").endsWith("</svg>\n");
    }

    @Test
    @NeedsTool("montage")
    void each_picture_gets_its_thumbnail_and_what_its_camera_told(RunningSystem system) throws IOException {
        Path pictures = GalleryPath.under(system, "From a folder of pictures to thumbnails")
                .follow(folder)
                .resolve("pictures");
        CompletedDrop disguised = system.drop("thumbnails").file("disguised.jpg", NO_PICTURE);

        Map<String, byte[]> originals = GalleryWorkload.of(system, "thumbnails").files();
        assertThat(originals).hasSize(7);
        assertThat(GalleryResult.downloaded(pictures).files()).hasSize(3 * originals.size());
        Map<String, GalleryResult> results = new HashMap<>();
        originals.keySet().forEach(path -> results.put(path, GalleryResult.downloaded(pictures.resolve(path))));
        for (String path : originals.keySet()) {
            byte[] original = originals.get(path);
            JsonNode told = ModelJson.mapper().readTree(results.get(path).text("picture.json"));
            assertThat(told.path("file").asText()).isEqualTo("may/" + path);
            assertThat(told.path("bytes").asInt()).isEqualTo(original.length);
            assertThat(told.path("sha256").asText()).isEqualTo(Sha256.of(original));
            assertThat(sizeOf(GalleryResult.image(original)))
                    .isEqualTo(told.path("width").asText() + " x "
                            + told.path("height").asText());
        }
        assertThat(results.get("marbles/marbles 1.jpg").text("picture.csv"))
                .endsWith(",JPEG,320,240,2026:06:21 21:04:59,\"Fern \"\"X\"\", mark II\",1\n");
        assertThat(results.get("drawing.png").text("picture.csv")).endsWith(",PNG,200,150,,,\n");
        assertThat(sizeOf(thumbnail(results, "drawing.png"))).isEqualTo("200 x 150");
        assertThat(sizeOf(thumbnail(results, "balls/portrait.jpg"))).isEqualTo("213 x 320");
        assertThat(distance(thumbnail(results, "balls/whole.jpg"), thumbnail(results, "balls/upside down.jpeg")))
                .as("the camera was upside down, the thumbnail is not")
                .isLessThan(8);
        assertThat(disguised.failed().failure().code()).isEqualTo(FailureCode.USER_EXIT);
    }

    @Test
    void risk_is_the_same_however_the_portfolio_is_cut_and_prices_are_those_of_black_and_scholes(RunningSystem system)
            throws IOException {
        GalleryWorkload workload = GalleryWorkload.of(system, "monte-carlo");
        CompletedDrop pieces = portfolio(workload.named("monte-carlo-pieces")
                .with("chunk: 25", "chunk: 20")
                .with("fanIn: 8", "fanIn: 2"));
        CompletedDrop whole = portfolio(workload.named("monte-carlo-whole").with("chunk: 25", "chunk: 60"));

        GalleryResult result = GalleryResult.of(pieces);

        assertThat(result.tasks()).isEqualTo(3);
        GalleryResult ofOneTask = GalleryResult.of(whole);
        assertThat(result.files().keySet()).isEqualTo(ofOneTask.files().keySet());
        assertThat(result.files())
                .allSatisfy((path, content) ->
                        assertThat(content).as(path).isEqualTo(ofOneTask.files().get(path)));
        assertPrices(workload, result.rows("prices.csv"));
        assertRisk(result);
    }

    private static void assertPrices(GalleryWorkload workload, List<Map<String, String>> prices) throws IOException {
        JsonNode market = ModelJson.mapper().readTree(workload.files().get("curves/market.json"));
        List<String> portfolio = positions(workload);
        int europeans = 0;
        for (int i = 0; i < prices.size(); i++) {
            String[] position = portfolio.get(i + 1).split(",", -1);
            if (!position[1].equals("european")) {
                continue;
            }
            europeans++;
            JsonNode underlying = market.path("underlyings").path(position[3]);
            BlackScholes theory = new BlackScholes(
                    underlying.path("spot").asDouble(),
                    underlying.path("volatility").asDouble(),
                    underlying.path("dividend").asDouble(),
                    market.path("rate").asDouble());
            double strike = parseDouble(position[4]);
            double years = parseDouble(position[5]);
            double expected = position[2].equals("call") ? theory.call(strike, years) : theory.put(strike, years);
            Map<String, String> price = prices.get(i);
            assertThat(price.get("id")).isEqualTo(position[0]);
            assertThat(parseDouble(price.get("price")))
                    .as(portfolio.get(i + 1))
                    .isCloseTo(expected, within(3 * parseDouble(price.get("standard_error"))));
        }
        assertThat(europeans).isGreaterThan(40);
    }

    /** The figures in the summary are those of the profits that the tasks have added up. */
    private static void assertRisk(GalleryResult result) throws IOException {
        JsonNode sums = ModelJson.mapper().readTree(result.text("sums.json"));
        double[] losses = IntStream.range(0, 1000)
                .mapToDouble(i -> -sums.path("pnlCents").path(i).asLong() / 100.0)
                .sorted()
                .toArray();
        JsonNode summary = ModelJson.mapper().readTree(result.text("summary.json"));
        double shortfall = Arrays.stream(losses, 990, 1000).average().orElseThrow();
        assertThat(summary.path("positions").asInt()).isEqualTo(60);
        assertThat(summary.path("var99").asDouble()).isEqualTo(losses[989]);
        assertThat(summary.path("var99Between").path(0).asDouble()).isEqualTo(losses[983]);
        assertThat(summary.path("var99Between").path(1).asDouble()).isEqualTo(losses[995]);
        assertThat(summary.path("expectedShortfall99").asDouble()).isCloseTo(shortfall, within(0.01));
        assertThat(summary.path("expectedShortfall99StandardError").asDouble())
                .isBetween(1.0, losses[999] - losses[989]);
        assertThat(result.text("pnl.svg")).contains("VaR 99%", "Mean beyond it");
    }

    private static CompletedDrop portfolio(GalleryWorkload workload) throws IOException {
        String market = new String(workload.files().get("curves/market.json"), UTF_8);
        String portfolio = positions(workload).stream().map(line -> line + "\n").collect(joining());
        return workload.published()
                .drop()
                .with("portfolio.csv", portfolio)
                .with("curves/market.json", market)
                .manifest();
    }

    /** The header and sixty positions. */
    private static List<String> positions(GalleryWorkload workload) {
        return new String(workload.files().get("portfolio.csv"), UTF_8)
                .lines()
                .limit(61)
                .toList();
    }

    /** The picture of a scene as POV-Ray makes it by itself. */
    private BufferedImage rendered(RunningSystem system, String workload, String... options) {
        Path scene = system.project().resolve("workloads").resolve(workload).resolve("drop/scene.pov");
        List<String> words = Stream.concat(
                        Stream.of("povray", "+I" + scene, "+Owhole.png", "+FN", "-J", "-D"), Stream.of(options))
                .toList();
        run(Map.of(), words);
        try {
            return GalleryResult.image(Files.readAllBytes(folder.resolve("whole.png")));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String saved(GalleryResult result, String path) throws IOException {
        String name = path.substring(path.lastIndexOf('/') + 1);
        Files.write(folder.resolve(name), result.bytes(path));
        return name;
    }

    /** What ffprobe tells about a stream of a film. */
    private String probed(String stream, String entries, String film) {
        List<String> words =
                List.of("-count_frames", "-select_streams", stream, "-show_entries", entries, "-of", "csv=p=0");
        return run(
                        Map.of(),
                        Stream.of(List.of("ffprobe", "-v", "error"), words, List.of(film))
                                .flatMap(List::stream)
                                .toList())
                .strip();
    }

    /** Of each picture, its time, length and hash. */
    private List<String> hashes(String film, String filter) {
        return run(
                        Map.of(),
                        List.of(
                                "ffmpeg",
                                "-v",
                                "error",
                                "-i",
                                film,
                                "-map",
                                "0:v",
                                "-vf",
                                filter,
                                "-f",
                                "framemd5",
                                "-"))
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.substring(line.indexOf(',')))
                .toList();
    }

    /** All rounds in one process, and whether its weights are those of the file. */
    private String trainedByOneProcess(RunningSystem system, GalleryResult result) throws IOException {
        Path workload = system.project().resolve("workloads/training-rounds");
        Files.write(folder.resolve("weights.npz"), result.bytes("weights.npz"));
        Files.writeString(folder.resolve("rounds.py"), """
                import model, sys
                import numpy as np
                features, classes = model.read(sys.argv[1])
                parts = [model.part(classes, 1, index, 3) for index in (1, 2, 3)]
                weights = model.first(features, classes, 8, 1)
                losses = []
                print("round,loss")
                while len(losses) < 2 or losses[-1] <= 0.9 * losses[-2]:
                    own = [model.descend(weights, features[rows], classes[rows], 0.3, 40) for rows in parts]
                    loss = sum(len(rows) * model.loss(w, features[rows], classes[rows]) for w, rows in zip(own, parts))
                    weights = [sum(len(rows) * w[n] for w, rows in zip(own, parts)) / len(classes) for n in range(4)]
                    losses.append(loss / len(classes))
                    print("%d,%.9f" % (len(losses), losses[-1]))
                with np.load("weights.npz") as file:
                    print(all(np.array_equal(weight, file[f"arr_{n}"]) for n, weight in enumerate(weights)))
                guess = model.probabilities(weights, features)[1].argmax(axis=1)
                print((guess == classes).mean() > 0.95)
                """);
        Map<String, String> environment = Map.of(
                "PYTHONPATH", workload.resolve("application").toString(),
                "PYTHONDONTWRITEBYTECODE", "1",
                "OMP_NUM_THREADS", "1",
                "OPENBLAS_NUM_THREADS", "1");
        return run(
                environment,
                List.of(
                        // The node's: another build of numpy may add in another order.
                        "/usr/bin/python3",
                        "rounds.py",
                        workload.resolve("drop/iris.csv").toString()));
    }

    /** The scores of the same settings, one after the other. */
    private String oneProcess(RunningSystem system, String scores) throws IOException {
        Path workload = system.project().resolve("workloads/training");
        Files.writeString(folder.resolve("settings.csv"), scores);
        Files.writeString(folder.resolve("serial.py"), """
                import csv, network, sys
                features, classes = network.read(sys.argv[1])
                print("hidden,rate,decay,log_loss,deviation,accuracy")
                for row in csv.DictReader(open("settings.csv")):
                    setting = row["hidden"], row["rate"], row["decay"]
                    hidden, rate, decay = setting
                    found = network.cross_validate(features, classes, int(hidden), float(rate), float(decay))
                    print(",".join(setting) + ",%.6f,%.6f,%.6f" % found)
                """);
        Map<String, String> environment = Map.of(
                "PYTHONPATH", workload.resolve("application").toString(),
                "PYTHONDONTWRITEBYTECODE", "1",
                "OMP_NUM_THREADS", "1",
                "OPENBLAS_NUM_THREADS", "1");
        return run(
                environment,
                List.of(
                        "python3",
                        "serial.py",
                        workload.resolve("drop/iris.csv").toString()));
    }

    private String run(Map<String, String> environment, List<String> words) {
        return CommandRun.run(folder, environment, folder.resolve("said"), RunningSystem.LIMIT, words)
                .andWell()
                .said();
    }

    private static BufferedImage thumbnail(Map<String, GalleryResult> results, String path) {
        return results.get(path).image("thumbnail.jpg");
    }

    private static String sizeOf(BufferedImage image) {
        return image.getWidth() + " x " + image.getHeight();
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    /** How much the green of two pictures differs, on average over the pixels. */
    private static double distance(BufferedImage one, BufferedImage other) {
        int[] first = pixels(one);
        int[] second = pixels(other);
        return IntStream.range(0, first.length)
                .map(i -> Math.abs((first[i] >> 8 & 0xFF) - (second[i] >> 8 & 0xFF)))
                .average()
                .orElseThrow();
    }
}
