package dev.flowloom.platform;

import java.io.IOException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class DisksTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"No space left on device", "There is not enough space on the disk", "Disk quota exceeded"})
    void aFullDiskIsKnownByTheWordsOfEverySystem(String message) {
        assertThat(Disks.saysFull(new IOException(message))).isTrue();
    }

    @Test
    void otherFailuresSayNothingOfIt() {
        assertThat(Disks.saysFull(new IOException())).isFalse();
        assertThat(Disks.saysFull(new IOException("Input/output error"))).isFalse();
    }
}
