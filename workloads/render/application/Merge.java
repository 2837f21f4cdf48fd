import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;

/**
 * Brings frames together: a contact sheet and an endless animation, in the order of the frames' names. The frames
 * themselves are kept, so that a merge of merges is a merge of all frames.
 */
public class Merge {

    private static final int GAP = 6;
    private static final int HUNDREDTHS = 9; // of a second that a frame is shown

    public static void main(String[] arguments) throws IOException {
        List<Path> frames = frames(Path.of(arguments[0]));
        List<BufferedImage> images = new ArrayList<>();
        Files.createDirectories(Path.of("frames"));
        for (Path frame : frames) {
            Files.copy(frame, Path.of("frames", frame.getFileName().toString()));
            images.add(ImageIO.read(frame.toFile()));
        }
        ImageIO.write(sheet(images), "png", Path.of("sheet.png").toFile());
        animate(images, Path.of("animation.gif"));
    }

    private static List<Path> frames(Path inputs) throws IOException {
        try (Stream<Path> all = Files.walk(inputs)) {
            List<Path> frames = all.filter(file -> file.getParent().endsWith("frames") && file.toString().endsWith(".png"))
                    .sorted(Comparator.comparing(file -> file.getFileName().toString()))
                    .toList();
            if (frames.isEmpty()) {
                throw new IllegalArgumentException("no frames to merge");
            }
            return frames;
        }
    }

    /** Half size, as square as can be. */
    private static BufferedImage sheet(List<BufferedImage> images) {
        int columns = (int) Math.ceil(Math.sqrt(images.size()));
        int rows = (images.size() + columns - 1) / columns;
        int width = images.get(0).getWidth() / 2;
        int height = images.get(0).getHeight() / 2;
        BufferedImage sheet = new BufferedImage(
                GAP + columns * (width + GAP), GAP + rows * (height + GAP), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sheet.createGraphics();
        graphics.setColor(new Color(0x16, 0x16, 0x1c));
        graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        for (int i = 0; i < images.size(); i++) {
            int x = GAP + i % columns * (width + GAP);
            int y = GAP + i / columns * (height + GAP);
            graphics.drawImage(images.get(i), x, y, width, height, null);
        }
        graphics.dispose();
        return sheet;
    }

    private static void animate(List<BufferedImage> images, Path file) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            for (BufferedImage image : images) {
                BufferedImage dithered = dithered(image);
                writer.writeToSequence(new IIOImage(dithered, null, timing(writer, dithered)), null);
            }
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
    }

    /** A fine fixed grain hides the steps between the 256 colours that a frame of a GIF can have. */
    private static BufferedImage dithered(BufferedImage image) {
        BufferedImage out = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int rgb = image.getRGB(x, y);
                // Interleaved gradient noise.
                double v = 52.9829189 * ((0.06711056 * x + 0.00583715 * y) % 1.0);
                int grain = (int) Math.round(10 * (v - Math.floor(v) - 0.5));
                out.setRGB(x, y, shifted(rgb >> 16, grain) << 16 | shifted(rgb >> 8, grain) << 8 | shifted(rgb, grain));
            }
        }
        return out;
    }

    private static int shifted(int channel, int by) {
        return Math.max(0, Math.min(255, (channel & 255) + by));
    }

    private static IIOMetadata timing(ImageWriter writer, BufferedImage image) throws IOException {
        IIOMetadata metadata = writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), null);
        String format = metadata.getNativeMetadataFormatName();
        IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(format);
        IIOMetadataNode control = child(root, "GraphicControlExtension");
        control.setAttribute("disposalMethod", "none");
        control.setAttribute("userInputFlag", "FALSE");
        control.setAttribute("transparentColorFlag", "FALSE");
        control.setAttribute("transparentColorIndex", "0");
        control.setAttribute("delayTime", Integer.toString(HUNDREDTHS));
        IIOMetadataNode endless = new IIOMetadataNode("ApplicationExtension");
        endless.setAttribute("applicationID", "NETSCAPE");
        endless.setAttribute("authenticationCode", "2.0");
        endless.setUserObject(new byte[] {1, 0, 0});
        child(root, "ApplicationExtensions").appendChild(endless);
        metadata.setFromTree(format, root);
        return metadata;
    }

    private static IIOMetadataNode child(IIOMetadataNode root, String name) {
        for (int i = 0; i < root.getLength(); i++) {
            if (root.item(i).getNodeName().equals(name)) {
                return (IIOMetadataNode) root.item(i);
            }
        }
        IIOMetadataNode added = new IIOMetadataNode(name);
        root.appendChild(added);
        return added;
    }
}
