package dev.flowloom.step;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Set;

import dev.flowloom.model.Json;
import dev.flowloom.model.SecretReference;
import dev.flowloom.model.Severity;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class SettingsTest {
    private static final Json.Obj SCHEMA = Json.Obj.of("properties",
            Json.Obj.of("level", Json.Obj.of("default", Json.of("info"))
                    .with("enum", Json.Arr.of(Json.of("info"), Json.of("warn"))))
                    .with("count", Json.Obj.of("minimum", Json.of(1)).with("maximum", Json.of(10))));

    @Test
    void aSecretIsKnownOnlyInARunAndReadsAsAText() throws StepFailure {
        var secret = SecretReference.to("A").json();
        var drawn = Settings.drawn(
                Json.Obj.of("text", secret).with("list", Json.Arr.of(secret)).with("no", Json.of("a")),
                new StepDescription("t", "", StepDescription.Category.DATA, "", "", "", SCHEMA), Set.of("no"));
        assertThat(drawn.isOpen("text")).isTrue();
        assertThat(drawn.isOpen("list")).isFalse();
        assertThat(drawn.isOpen("no")).isTrue();
        assertThat(drawn.text("text")).isNotEmpty();
        assertThat(drawn.refuseSecrets("list")).hasSize(1);
        assertThat(drawn.refuseSecrets("no")).isEmpty();
    }

    @Test
    void aSettingLeftOutOrNullHasTheSchemasDefault() throws StepFailure {
        assertThat(settings(Json.Obj.EMPTY).text("level")).isEqualTo("info");
        assertThat(settings(Json.Obj.of("level", Json.NULL)).text("level")).isEqualTo("info");
    }

    @Test
    void aSettingIsReadAsWhatItIs() throws StepFailure {
        var settings = settings(Json.Obj.of("text", Json.of("a")).with("count", Json.of(10)).with("flag", Json.of(true))
                .with("time", Json.of("PT1.5S")).with("list", Json.Arr.of(Json.of(1)))
                .with("object", Json.Obj.of("a", Json.of(1))));
        assertThat(settings.text("text")).isEqualTo("a");
        assertThat(settings.whole("count")).isEqualTo(10);
        assertThat(settings.flag("flag")).isTrue();
        assertThat(settings.duration("time")).isEqualTo(Duration.ofMillis(1500));
        assertThat(settings.list("list")).hasSize(1);
        assertThat(settings.object("object").get("a")).isEqualTo(Json.of(1));
    }

    @Test
    void whatNeedNotBeSetIsNullOrEmpty() throws StepFailure {
        var settings = settings(Json.Obj.EMPTY);
        assertThat(settings.find("text")).isNull();
        assertThat(settings.findText("text")).isNull();
        assertThat(settings.findWhole("count")).isNull();
        assertThat(settings.list("list")).isEmpty();
        assertThat(settings.object("object").isEmpty()).isTrue();
    }

    @Test
    void aMissingSettingIsNamed() {
        assertInvalid(() -> settings(Json.Obj.EMPTY).text("url"), "url",
                "The setting \"url\" is missing; give it a value.");
    }

    @Test
    void aWrongKindIsTold() {
        var numbers = settings(Json.Obj.of("a", Json.of(5)));
        assertInvalid(() -> numbers.text("a"), "a", "The setting \"a\" is a number, but must be a text.");
        assertInvalid(() -> numbers.flag("a"), "a", "The setting \"a\" is a number, but must be true or false.");
        assertInvalid(() -> numbers.object("a"), "a", "The setting \"a\" is a number, but must be an object.");
        assertInvalid(() -> numbers.list("a"), "a", "The setting \"a\" is a number, but must be a list.");
        assertInvalid(() -> settings(Json.Obj.of("a", Json.of("5"))).whole("a"), "a",
                "The setting \"a\" is a text, but must be a whole number.");
    }

    @Test
    void aNumberMustBeWholeAndWithinTheSchemasBounds() {
        for (var wrong : new String[]{"0", "11", "1.5", "1E+999999999", "-1E+999999999", "1E-999999999"}) {
            var settings = settings(Json.Obj.of("count", new Json.Num(new BigDecimal(wrong))));
            assertInvalid(() -> settings.whole("count"), "count", "from 1 to 10");
        }
    }

    @Test
    void aWholeNumberMayBeWrittenWithAPoint() throws StepFailure {
        assertThat(settings(Json.Obj.of("count", new Json.Num(new BigDecimal("2.0")))).whole("count")).isEqualTo(2);
        assertThat(settings(Json.Obj.of("count", new Json.Num(new BigDecimal("1E+1")))).whole("count")).isEqualTo(10);
    }

    @Test
    void aTextMustBeOneOfTheSchemasChoices() {
        assertInvalid(() -> settings(Json.Obj.of("level", Json.of("loud"))).text("level"), "level",
                "The setting \"level\" is \"loud\", but must be one of info, warn.");
    }

    @Test
    void aDurationMustBeLongerThanNothing() {
        for (var wrong : new String[]{"5 s", "PT0S", "PT-5S", ""}) {
            var settings = settings(Json.Obj.of("time", Json.of(wrong)));
            assertInvalid(() -> settings.duration("time"), "time", "must be a duration such as PT30S");
        }
    }

    private static Settings settings(Json.Obj values) {
        return Settings.of(new StepCall(values, Json.NULL, 1, "r/n/1/1", "r/n/1"), new StepDescription("t", "T",
                StepDescription.Category.UTILITY, "", "", "M0 0", SCHEMA));
    }

    private static void assertInvalid(ThrowingCallable read, String setting, String message) {
        var failure = catchThrowableOfType(StepFailure.class, read);
        assertThat(failure.code()).isEqualTo("settings.invalid");
        assertThat(failure.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(failure.message()).contains(message);
        assertThat(failure.details()).isEqualTo(Json.Obj.of("setting", Json.of(setting)));
    }
}
