package io.dropbatch.localazure.batch.node.transfer;

import io.dropbatch.localazure.batch.node.failure.RunFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Uploads one file to a blob, whole or in blocks, with its MD5 so that storage stores it. */
final class FileUploader {

    private static final int IN_MEMORY = 256 * 1024;
    private static final long ONE_PUT = 256L * 1024 * 1024;
    private static final long MOST_BLOCKS = 50_000;

    private final BlobTransfers blobs;
    private final long largestPut;

    FileUploader(BlobTransfers blobs) {
        this(blobs, ONE_PUT);
    }

    /** Uploads files above a size in blocks of a quarter of that size. */
    FileUploader(BlobTransfers blobs, long largestPut) {
        this.blobs = blobs;
        this.largestPut = largestPut;
    }

    void upload(Path file, SignedBlobAddress container, String name, Map<String, String> properties)
            throws IOException, InterruptedException, RunFailure {
        try {
            BlobTransfers.Outcome outcome = send(file, container, name, properties);
            if (!outcome.succeeded()) {
                throw refused(outcome, name);
            }
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            throw e;
        }
    }

    private BlobTransfers.Outcome send(
            Path file, SignedBlobAddress container, String name, Map<String, String> properties)
            throws IOException, InterruptedException {
        long size = Files.size(file);
        if (size > largestPut) {
            return sendBlocks(file, size, container, name, properties);
        }
        Map<String, String> headers = new LinkedHashMap<>(properties);
        headers.put("x-ms-blob-type", "BlockBlob");
        if (size <= IN_MEMORY) {
            byte[] content = Files.readAllBytes(file);
            headers.put("Content-MD5", base64(md5().digest(content)));
            return blobs.put(container.blob(name), headers, BlobTransfers.bytes(content));
        }
        headers.put("Content-MD5", base64(md5(file)));
        return blobs.put(container.blob(name), headers, part(file, 0, size));
    }

    private BlobTransfers.Outcome sendBlocks(
            Path file, long size, SignedBlobAddress container, String name, Map<String, String> properties)
            throws IOException, InterruptedException {
        long length = Math.max(largestPut / 4, size / MOST_BLOCKS + 1);
        List<String> ids = new ArrayList<>();
        for (long offset = 0; offset < size; offset += length) {
            String id = base64(String.format("%06d", ids.size()).getBytes(StandardCharsets.US_ASCII));
            long from = offset;
            long part = Math.min(length, size - offset);
            BlobTransfers.Outcome outcome = blobs.put(container.block(name, id), Map.of(), part(file, from, part));
            if (!outcome.succeeded()) {
                return outcome;
            }
            ids.add(id);
        }
        Map<String, String> headers = new LinkedHashMap<>(properties);
        headers.put("x-ms-blob-content-md5", base64(md5(file)));
        return blobs.put(container.blockList(name), headers, BlobTransfers.bytes(blockList(ids)));
    }

    private static BlobTransfers.Body part(Path file, long offset, long length) {
        return new BlobTransfers.Body() {
            @Override
            public long length() {
                return length;
            }

            @Override
            public InputStream open() throws IOException {
                return new FileSlice(file, offset, length);
            }
        };
    }

    private static byte[] blockList(List<String> ids) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?><BlockList>");
        ids.forEach(id -> xml.append("<Latest>").append(id).append("</Latest>"));
        return xml.append("</BlockList>").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] md5(Path file) throws IOException {
        MessageDigest digest = md5();
        byte[] buffer = new byte[64 * 1024];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return digest.digest();
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has MD5", e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static RunFailure refused(BlobTransfers.Outcome outcome, String name) {
        String code = switch (outcome.status()) {
            case 404 -> "FileUploadContainerNotFound";
            case 401, 403 -> "FileUploadAccessDenied";
            default -> "FileUploadMiscError";
        };
        return RunFailure.user(
                code,
                "Output files could not be uploaded",
                name + ": storage answered " + outcome.status() + " " + outcome.error());
    }
}
