package dev.flowloom.language;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/// What the engine says in English is read in Korean.
class EngineTextsTest {
    @AfterEach
    void speakEnglish() {
        Texts.speak(Language.ENGLISH);
    }

    /// As they stand in a source: texts that are put together by + are one.
    private static String said(String part) throws IOException {
        var all = new StringBuilder();
        try (var files = Files.walk(Path.of("..", "engine", part, "src", "main", "java"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file)
                        .replaceAll("\"\\s*(?:\\.formatted\\([^\";]*?\\)\\s*)?\\+\\s*\"", ""));
            }
        }
        return all.toString();
    }

    @Test
    void theEngineStillSaysAllOfIt() throws IOException {
        var said = said("core") + said("embedded") + said("steps");
        for (var text : EngineTexts.ALL) {
            assertThat(said.contains("\"" + text.replace("\"", "\\\"") + "\"")).as(text).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                    "The attempt did not end within PT5S.|시도가 PT5S 안에 끝나지 않았습니다.",
                    "GET http://a/b was answered with 404.|GET http://a/b 요청의 응답이 404입니다.",
                    "GET http://a/b was answered with 503: Come again.|GET http://a/b 요청의 응답이 503입니다: Come again.",
                    "GET http://a/b did not happen: no connection to a (refused). Check the address and that the server is up."
                            + "|GET http://a/b 요청을 하지 못했습니다: a에 연결되지 않습니다 (refused). 주소와 서버가 켜져 있는지 확인하세요.",
                    "The circuit breaker of \"bank\" is open until 2026-01-01T00:00:00Z, after 1,234 failures in a row, so this attempt was not made."
                            + "|연이은 실패 1,234번 뒤 \"bank\"의 회로 차단기가 2026-01-01T00:00:00Z까지 열려 있어 이 시도는 하지 않았습니다.",
                    "The database refused the change, because it breaks one of its rules: Unique index"
                            + "|데이터베이스의 제약 조건을 어겨 변경이 거부되었습니다: Unique index",
                    "What is called here is not a function.|여기서 부르는 것은 함수가 아닙니다."})
    void whatAnEngineSaysIsReadWithItsValues(String english, String korean) {
        assertThat(Texts.told(english)).isEqualTo(english);
        Texts.speak(Language.KOREAN);
        assertThat(Texts.told(english)).isEqualTo(korean);
    }

    @Test
    void whatIsSaidOfAnotherSentenceIsReadAsAWhole() {
        Texts.speak(Language.KOREAN);
        assertThat(Texts.told(
                "For item 3 of \"each\": The database refused the change, because it breaks one of its rules: 100%"))
                .isEqualTo("\"each\"의 3번째 항목: 데이터베이스의 제약 조건을 어겨 변경이 거부되었습니다: 100%");
    }

    @Test
    void anExpressionThatFailedIsReadWithWhatIsSaidOfIt() {
        Texts.speak(Language.KOREAN);
        assertThat(Texts.told("The expression `$number(data.a)` in settings/x (character 4) failed: "
                + "$number is given \"abc\", which is not a number."))
                .isEqualTo("settings/x의 식 `$number(data.a)`이(가) 4번째 글자에서 실패했습니다: "
                        + "$number가 받은 \"abc\"은(는) 숫자가 아닙니다.");
    }

    @Test
    void whatOtherProgramsSayStaysAsItIs() {
        Texts.speak(Language.KOREAN);
        for (var text : Set.of("The card was declined.", "", "100%", "Connection refused %s", "in $1 time.")) {
            assertThat(Texts.told(text)).isEqualTo(text);
        }
    }
}
