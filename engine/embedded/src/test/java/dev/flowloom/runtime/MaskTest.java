package dev.flowloom.runtime;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class MaskTest {

    @Test
    void aSecretIsHiddenWhereverItStands() {
        assertThat(new Mask(List.of("s3cret", "")).mask("s3cret and s3cret.")).isEqualTo("••• and •••.");
    }

    @Test
    void theBeginningOfASecretThatWasCutOffIsHiddenToo() {
        assertThat(new Mask(List.of("s3cretTOKEN")).mask("answered: s3cr…")).isEqualTo("answered: •••…");
    }

    @Test
    void aSecretUrlIsHiddenAlsoWhereItIsToldWithoutItsQuery() {
        var mask = new Mask(List.of("http://127.0.0.1:1/hook/s3cret?x=1"));

        assertThat(mask.mask("GET http://127.0.0.1:1/hook/s3cret did not happen."))
                .isEqualTo("GET ••• did not happen.");
        assertThat(mask.mask("GET http://127.0.0.1:1/hook/s3cret?x=1 did not happen."))
                .isEqualTo("GET ••• did not happen.");
    }
}
