package dev.flowloom.json;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import dev.flowloom.model.Flow;

/// Names one state of a flow's logic: runs are pinned to it. How the flow is drawn is no part of it.
public final class DefinitionHash {
    private DefinitionHash() {}

    /// The SHA-256 of the flow's canonical form without layout, as 64 hexadecimal digits.
    public static String of(Flow flow) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(digest.digest(DefinitionWriter.logic(flow).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
