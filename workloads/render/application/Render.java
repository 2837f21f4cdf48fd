import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/**
 * Traces one frame: glossy spheres over wet tiles at sunset.
 *
 * <p>{@code java Render.java <frame.json> <scene.json>} writes {@code frames/<frame>.png}. The frame holds the camera and
 * the moment, the scene holds the spheres. The same input gives the same picture.
 */
public class Render {

    static final int WIDTH = 480;
    static final int HEIGHT = 270;
    static final int SAMPLES = 2; // a side, per pixel
    static final int BOUNCES = 4;
    static final Vec SUN = new Vec(-0.46, 0.085, -0.88).unit();
    static final Vec FILL = new Vec(0.45, 0.55, 0.70).unit();
    static final Vec SUNLIGHT = new Vec(2.6, 1.55, 0.80);

    public static void main(String[] arguments) throws IOException {
        Path frame = Path.of(arguments[0]);
        Camera camera = Camera.read(Files.readString(frame));
        Scene scene = Scene.read(Files.readString(Path.of(arguments[1])), camera.moment);
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                image.setRGB(x, y, scene.pixel(camera, x, y));
            }
        }
        Files.createDirectories(Path.of("frames"));
        String name = frame.getFileName().toString().replaceFirst("\\.json$", "") + ".png";
        ImageIO.write(image, "png", Path.of("frames", name).toFile());
    }

    /** Where one looks from, where to, and when: 0 to 1 is once around the loop. */
    record Camera(Vec eye, Vec target, double zoom, double moment) {

        static Camera read(String json) {
            return new Camera(Json.vec(json, "eye"), Json.vec(json, "target"), Json.number(json, "zoom"),
                    Json.number(json, "moment"));
        }

        Vec ray(double x, double y) {
            Vec forward = target.minus(eye).unit();
            Vec right = new Vec(-forward.z, 0, forward.x).unit();
            Vec up = right.cross(forward);
            double u = (x - WIDTH / 2.0) / HEIGHT;
            double v = (HEIGHT / 2.0 - y) / HEIGHT;
            return forward.times(zoom).plus(right.times(u)).plus(up.times(v)).unit();
        }
    }

    /** A ball that bobs up and down once per loop. */
    record Sphere(Vec centre, double radius, Vec colour, double mirror) {

        /** The distance along the ray, or infinity. */
        double hit(Vec from, Vec direction) {
            double ox = from.x - centre.x;
            double oy = from.y - centre.y;
            double oz = from.z - centre.z;
            double b = ox * direction.x + oy * direction.y + oz * direction.z;
            double c = ox * ox + oy * oy + oz * oz - radius * radius;
            double d = b * b - c;
            if (d < 0) {
                return Double.POSITIVE_INFINITY;
            }
            double root = Math.sqrt(d);
            double near = -b - root;
            if (near > 1e-4) {
                return near;
            }
            double far = -b + root;
            return far > 1e-4 ? far : Double.POSITIVE_INFINITY;
        }
    }

    record Scene(Sphere[] spheres) {

        private static final Pattern SPHERE = Pattern.compile("\\{[^{}]*}");

        static Scene read(String json, double moment) {
            List<Sphere> spheres = new ArrayList<>();
            Matcher each = SPHERE.matcher(json.substring(json.indexOf('[')));
            while (each.find()) {
                String text = each.group();
                double bob = Json.number(text, "bob") * Math.sin(2 * Math.PI * (moment + Json.number(text, "phase")));
                Vec centre = Json.vec(text, "centre").plus(new Vec(0, bob, 0));
                spheres.add(new Sphere(centre, Json.number(text, "radius"), Json.vec(text, "colour"), Json.number(text, "mirror")));
            }
            return new Scene(spheres.toArray(Sphere[]::new));
        }

        int pixel(Camera camera, int x, int y) {
            Vec sum = new Vec(0, 0, 0);
            for (int s = 0; s < SAMPLES * SAMPLES; s++) {
                double jitterX = noise(x, y, 2 * s);
                double jitterY = noise(x, y, 2 * s + 1);
                double px = x + (s % SAMPLES + jitterX) / SAMPLES;
                double py = y + (s / SAMPLES + jitterY) / SAMPLES;
                sum = sum.plus(trace(camera.eye, camera.ray(px, py), BOUNCES, jitterX, jitterY).display());
            }
            sum = sum.times(255.0 / (SAMPLES * SAMPLES));
            return (int) (sum.x + 0.5) << 16 | (int) (sum.y + 0.5) << 8 | (int) (sum.z + 0.5);
        }

        private Vec trace(Vec from, Vec direction, int bounces, double u, double v) {
            double nearest = direction.y < -1e-6 ? -from.y / direction.y : Double.POSITIVE_INFINITY;
            Sphere sphere = null;
            for (Sphere each : spheres) {
                double distance = each.hit(from, direction);
                if (distance < nearest) {
                    nearest = distance;
                    sphere = each;
                }
            }
            if (nearest > 400) {
                return sky(direction);
            }
            Vec point = from.plus(direction.times(nearest));
            Vec colour = sphere == null
                    ? floor(point, direction, bounces, u, v)
                    : ball(sphere, point, direction, bounces, u, v);
            // The air between: far things take the colour of the horizon.
            double haze = 1 - Math.exp(-nearest * nearest / 6500);
            return colour.mix(sky(new Vec(direction.x, Math.max(0.015, direction.y), direction.z).unit()), haze);
        }

        private Vec ball(Sphere sphere, Vec point, Vec direction, int bounces, double u, double v) {
            Vec normal = point.minus(sphere.centre).times(1 / sphere.radius);
            Vec lit = light(point, normal, u, v).times(sphere.colour);
            double facing = Math.max(0, -normal.dot(direction));
            double fresnel = sphere.mirror + (1 - sphere.mirror) * Math.pow(1 - facing, 5);
            if (bounces == 0 || fresnel < 0.02) {
                return lit;
            }
            Vec seen = trace(point, direction.reflect(normal), bounces - 1, u, v);
            // A metal tints what it mirrors, a lacquer does not.
            Vec tint = new Vec(1, 1, 1).mix(sphere.colour, sphere.mirror > 0.5 ? 0.75 * (1 - Math.pow(1 - facing, 5)) : 0);
            return lit.times(1 - fresnel).plus(seen.times(tint).times(fresnel)).plus(highlight(normal, direction, point, u, v));
        }

        private Vec floor(Vec point, Vec direction, int bounces, double u, double v) {
            double fx = point.x / 1.6 - Math.floor(point.x / 1.6);
            double fz = point.z / 1.6 - Math.floor(point.z / 1.6);
            boolean seam = Math.min(Math.min(fx, 1 - fx), Math.min(fz, 1 - fz)) < 0.018;
            double grain = noise((int) Math.floor(point.x / 1.6), (int) Math.floor(point.z / 1.6), 7);
            Vec colour = seam ? new Vec(0.02, 0.02, 0.03) : new Vec(0.13, 0.13, 0.17).times(0.7 + 0.6 * grain);
            Vec ripple = new Vec(0.006 * Math.sin(point.x * 5.1 + 3 * Math.sin(point.z * 2.3)), 1,
                    0.006 * Math.sin(point.z * 4.7 + 3 * Math.sin(point.x * 1.9))).unit();
            Vec lit = light(point, new Vec(0, 1, 0), u, v).times(colour);
            if (bounces == 0) {
                return lit;
            }
            double fresnel = 0.12 + 0.88 * Math.pow(1 - Math.max(0, -direction.y), 4);
            Vec seen = trace(point, direction.reflect(ripple), Math.min(bounces - 1, 2), u, v);
            return lit.times(1 - fresnel).plus(seen.times(fresnel * (seam ? 0.3 : 0.85)));
        }

        /** The sun, a little wider than a point, and the sky from above. */
        private Vec light(Vec point, Vec normal, double u, double v) {
            // Blue from above, and a fill from behind the camera, where the sky still glows.
        double fill = Math.max(0, normal.dot(FILL));
        Vec ambient = new Vec(0.17, 0.17, 0.30).plus(new Vec(0.62, 0.50, 0.55).times(fill)).times(occlusion(point, normal));
            double facing = normal.dot(SUN);
            if (facing <= 0) {
                return ambient;
            }
            Vec towards = SUN.plus(new Vec(u - 0.5, v - 0.5, noiseOf(u, v) - 0.5).times(0.11)).unit();
            return shadowed(point, towards) ? ambient : ambient.plus(SUNLIGHT.times(facing));
        }

        private Vec highlight(Vec normal, Vec direction, Vec point, double u, double v) {
            double shine = Math.max(0, direction.reflect(normal).dot(SUN));
            return shine < 0.97 || shadowed(point, SUN) ? new Vec(0, 0, 0) : SUNLIGHT.times(1.6 * Math.pow(shine, 420));
        }

        private boolean shadowed(Vec point, Vec towards) {
            for (Sphere each : spheres) {
                if (each.hit(point, towards) < 60) {
                    return true;
                }
            }
            return false;
        }

        /** How much of the sky the neighbours leave free, in closed form. */
        private double occlusion(Vec point, Vec normal) {
            double free = 1;
            for (Sphere each : spheres) {
                Vec to = each.centre.minus(point);
                double distance = Math.sqrt(to.dot(to));
                double ratio = each.radius / distance;
                if (ratio < 0.999) {
                    free *= 1 - ratio * ratio * Math.max(0, to.dot(normal) / distance);
                }
            }
            return Math.min(1, normal.y > 0 ? free : free * Math.max(0.35, 1 + 0.65 * normal.y));
        }
    }

    /** Dusk: deep blue above, rose and gold below, brightest around the sun, a few streaks of cloud. */
    static Vec sky(Vec direction) {
        double height = Math.max(0, direction.y);
        Vec colour = new Vec(0.62, 0.25, 0.13).mix(new Vec(0.40, 0.13, 0.22), smooth(0.00, 0.16, height));
        colour = colour.mix(new Vec(0.09, 0.08, 0.27), smooth(0.08, 0.36, height));
        colour = colour.mix(new Vec(0.02, 0.03, 0.12), smooth(0.30, 0.90, height));
        double cloud = smooth(0.25, 0.9, Math.sin(direction.x * 5 + 2 * Math.sin(height * 19 + direction.x * 2)) * Math.sin(height * 37 + direction.x * 3.1));
        colour = colour.plus(new Vec(0.50, 0.24, 0.18).times(0.55 * cloud * smooth(0.02, 0.12, height) * (1 - smooth(0.25, 0.5, height))));
        double near = Math.max(0, direction.dot(SUN));
        colour = colour.plus(new Vec(1.0, 0.55, 0.22).times(0.50 * Math.pow(near, 14)));
        colour = colour.plus(new Vec(1.0, 0.80, 0.50).times(1.1 * Math.pow(near, 240)));
        return near > 0.9992 ? colour.plus(new Vec(3, 2.4, 1.5)) : colour;
    }

    static double smooth(double low, double high, double x) {
        double t = Math.max(0, Math.min(1, (x - low) / (high - low)));
        return t * t * (3 - 2 * t);
    }

    /** A number from 0 to 1 that looks random and never changes. */
    static double noise(int x, int y, int z) {
        int h = x * 0x27d4eb2d + y * 0x165667b1 + z * 0x9e3779b1;
        h = (h ^ (h >>> 15)) * 0x85ebca6b;
        h = (h ^ (h >>> 13)) * 0xc2b2ae35;
        return ((h ^ (h >>> 16)) >>> 8) / (double) (1 << 24);
    }

    static double noiseOf(double u, double v) {
        return noise((int) (u * 65536), (int) (v * 65536), 3);
    }

    record Vec(double x, double y, double z) {

        Vec plus(Vec o) {
            return new Vec(x + o.x, y + o.y, z + o.z);
        }

        Vec minus(Vec o) {
            return new Vec(x - o.x, y - o.y, z - o.z);
        }

        Vec times(double f) {
            return new Vec(x * f, y * f, z * f);
        }

        Vec times(Vec o) {
            return new Vec(x * o.x, y * o.y, z * o.z);
        }

        double dot(Vec o) {
            return x * o.x + y * o.y + z * o.z;
        }

        Vec cross(Vec o) {
            return new Vec(y * o.z - z * o.y, z * o.x - x * o.z, x * o.y - y * o.x);
        }

        Vec unit() {
            return times(1 / Math.sqrt(dot(this)));
        }

        Vec mix(Vec o, double part) {
            return times(1 - part).plus(o.times(part));
        }

        Vec reflect(Vec normal) {
            return minus(normal.times(2 * dot(normal)));
        }

        /** From light to what a screen shows: a filmic curve and the screen's gamma. */
        Vec display() {
            return new Vec(curve(x), curve(y), curve(z));
        }

        private static double curve(double c) {
            double film = c * (2.51 * c + 0.03) / (c * (2.43 * c + 0.59) + 0.14);
            return Math.sqrt(Math.max(0, Math.min(1, film)));
        }
    }

    /** As much of JSON as scenes need. */
    static final class Json {

        private static final String NUMBER = "\\s*(-?[0-9.eE+-]+)\\s*";

        static double number(String json, String name) {
            return Double.parseDouble(find(json, "\"" + name + "\"\\s*:" + NUMBER, name).group(1));
        }

        static Vec vec(String json, String name) {
            Matcher m = find(json, "\"" + name + "\"\\s*:\\s*\\[" + NUMBER + "," + NUMBER + "," + NUMBER + "]", name);
            return new Vec(Double.parseDouble(m.group(1)), Double.parseDouble(m.group(2)), Double.parseDouble(m.group(3)));
        }

        private static Matcher find(String json, String pattern, String name) {
            Matcher matcher = Pattern.compile(pattern).matcher(json);
            if (!matcher.find()) {
                throw new IllegalArgumentException("no \"" + name + "\" in " + json);
            }
            return matcher;
        }
    }
}
