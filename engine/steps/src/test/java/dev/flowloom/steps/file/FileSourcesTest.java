package dev.flowloom.steps.file;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.flowloom.model.Json;
import dev.flowloom.model.Severity;
import dev.flowloom.step.ItemReader;
import dev.flowloom.step.SourceType;
import dev.flowloom.step.StepFailure;
import dev.flowloom.step.UnreadableItem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class FileSourcesTest {
    @TempDir
    private Path folder;

    private Json.Obj file(String content) throws IOException {
        return file(content.getBytes(StandardCharsets.UTF_8));
    }

    private Json.Obj file(byte[] content) throws IOException {
        var file = folder.resolve("items.txt");
        Files.write(file, content);
        return Json.Obj.of("file", Json.of(file.toString()));
    }

    private static List<Json> read(SourceType type, Json.Obj settings)
            throws StepFailure, UnreadableItem, InterruptedException {
        try (var reader = type.open(settings)) {
            return rest(reader);
        }
    }

    private static List<Json> rest(ItemReader reader) throws StepFailure, UnreadableItem, InterruptedException {
        var items = new ArrayList<Json>();
        for (var item = reader.next(); item != null; item = reader.next()) {
            items.add(item);
        }
        return items;
    }

    private static StepFailure failure(SourceType type, Json.Obj settings) {
        return catchThrowableOfType(StepFailure.class, () -> read(type, settings));
    }

    private static UnreadableItem unreadable(ItemReader reader) {
        return catchThrowableOfType(UnreadableItem.class, reader::next);
    }

    private static Json.Obj row(String name, String age) {
        return Json.Obj.of("name", Json.of(name)).with("age", Json.of(age));
    }

    @Test
    void aCsvFileGivesItsRowsAsObjectsByTheNamesInTheFirst() throws Exception {
        assertThat(read(new CsvRows(), file("name,age\nAnn,31\n\"Lee, Bo\",\"4\"\"2\"\n")))
                .containsExactly(row("Ann", "31"), row("Lee, Bo", "4\"2"));
    }

    @Test
    void withoutNamesARowIsAList() throws Exception {
        assertThat(read(new CsvRows(), file("a;b\nc;d").with("separator", Json.of(";")).with("header",
                Json.Bool.FALSE))).containsExactly(Json.Arr.of(Json.of("a"), Json.of("b")),
                        Json.Arr.of(Json.of("c"), Json.of("d")));
    }

    @Test
    void emptyLinesAndAByteOrderMarkArePassedOver() throws Exception {
        assertThat(read(new CsvRows(), file("\uFEFFname,age\n\nAnn,31\n\n"))).containsExactly(row("Ann", "31"));
    }

    @Test
    void aFileInAnotherEncodingIsReadInThatAlone() throws Exception {
        var settings = file("name,age\n이름,7\n".getBytes(Charset.forName("EUC-KR")));

        assertThat(read(new CsvRows(), settings.with("charset", Json.of("EUC-KR")))).containsExactly(row("이름", "7"));
        assertThat(failure(new CsvRows(), settings)).hasMessageContaining("not written in UTF-8")
                .returns("file.charset", StepFailure::code);
    }

    @Test
    void aRowOfAnotherLengthIsNoItemAndTellsItsLineAndThoseAfterItAreReadAllTheSame() throws Exception {
        try (var reader = new CsvRows().open(file("name,age\nAnn,31\nBo\n\nCy,5,x\nDee,6\n"))) {
            assertThat(reader.next()).isEqualTo(row("Ann", "31"));
            var few = unreadable(reader);
            assertThat(few.found()).isEqualTo(Json.Arr.of(Json.of("Bo")));
            assertThat(few.failure()).hasMessageContaining("1 fields in the row of line 3")
                    .returns("csv.malformed", StepFailure::code).returns(Severity.CRITICAL, StepFailure::severity);
            assertThat(few.failure().details().get("line")).isEqualTo(Json.of(3));
            assertThat(unreadable(reader).failure().details().get("line")).isEqualTo(Json.of(5));
            assertThat(rest(reader)).containsExactly(row("Dee", "6"));
        }
    }

    @Test
    void aRowOfAnotherLengthIsSkippedAsAnyOther() throws Exception {
        try (var reader = new CsvRows().open(file("name,age\nBo\nCy,5\nDee\n"))) {
            reader.skip(2);
            assertThat(unreadable(reader).failure().details().get("line")).isEqualTo(Json.of(4));
            assertThat(reader.next()).isNull();
        }
    }

    @Test
    void aFileThatIsNotThereIsNamedInFull() {
        var failure = failure(new CsvRows(), Json.Obj.of("file", Json.of("none.csv")));

        assertThat(failure).hasMessageContaining(Path.of("none.csv").toAbsolutePath().toString())
                .returns("file.missing", StepFailure::code).returns(Severity.CRITICAL, StepFailure::severity);
    }

    @Test
    void aFolderIsNoFile() {
        assertThat(failure(new CsvRows(), Json.Obj.of("file", Json.of(folder.toString()))))
                .returns("file.unreadable", StepFailure::code);
    }

    @Test
    void twoColumnsOfOneNameAreRefused() throws Exception {
        assertThat(failure(new CsvRows(), file("a,a\n1,2\n"))).hasMessageContaining("two columns \"a\"");
    }

    @Test
    void anEmptyFileHasNoNames() throws Exception {
        assertThat(failure(new CsvRows(), file(""))).hasMessageContaining("no first row");
    }

    @Test
    void whatIsSkippedIsNotGivenAgain() throws Exception {
        try (var reader = new CsvRows().open(file("name,age\nAnn,31\nBo,4\nCy,5\n"))) {
            reader.skip(2);
            assertThat(rest(reader)).containsExactly(row("Cy", "5"));
        }
    }

    @Test
    void aFileThatChangedHasAnotherVersion() throws Exception {
        var settings = file("name,age\nAnn,31\n");
        try (var before = new CsvRows().open(settings); var same = new CsvRows().open(settings)) {
            assertThat(same.version()).isEqualTo(before.version());
            file("name,age\nAnn,31\nBo,4\n");
            try (var after = new CsvRows().open(settings)) {
                assertThat(after.version()).isNotEqualTo(before.version());
            }
        }
    }

    @Test
    void aFileThatIsCutOffWhileItIsReadIsNoShorterFile() throws Exception {
        var settings = file("name,age\n" + "Ann,31\n".repeat(10_000));
        try (var reader = new CsvRows().open(settings)) {
            assertThat(reader.next()).isNotNull();
            file("name,age\nAnn,31\n");
            assertThat(catchThrowableOfType(StepFailure.class, () -> rest(reader))).returns("file.changed",
                    StepFailure::code);
        }
    }

    @Test
    void aFileThatAnotherTakesTheNameOfIsReadToItsEnd() throws Exception {
        var settings = file("name,age\n" + "Ann,31\n".repeat(10_000));
        try (var reader = new CsvRows().open(settings)) {
            Files.writeString(folder.resolve("other"), "name,age\n");
            Files.move(folder.resolve("other"), folder.resolve("items.txt"), StandardCopyOption.REPLACE_EXISTING);
            assertThat(rest(reader)).hasSize(10_000);
        }
    }

    private static String columns(int count) {
        return IntStream.range(0, count).mapToObj(i -> "c" + i).collect(Collectors.joining(",")) + "\n";
    }

    @Test
    void aRowOfTooManyFieldsIsToldAsThat() throws Exception {
        var failure = failure(new CsvRows(), file(columns(16_385)));

        assertThat(failure).hasMessageContaining("a row more than 16,384 fields")
                .returns("csv.malformed", StepFailure::code);
        assertThat(read(new CsvRows(), file(columns(16_384)))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            name,age@Ann,31@Bo,"4@Cy,5@           | , | 3
            name,age@Ann,31@"Bo,4@Cy,5@           | , | 3
            name,age@@"An@n",31@@"B@o","4@        | , | 7
            name,age@"An^n","31^@5                | , | 3
            name,age@Ann,"                        | , | 2
            name,age@Ann,"31""                    | , | 2
            name,age@Ann,"31""@                   | , | 2
            "name,age@Ann,31@                     | , | 1
            name;;age@"A@nn";;"31;;@              | ;; | 3
            """)
    void aQuoteThatIsNotClosedAtTheEndIsNamedWithTheLineItWasOpenedIn(String content, String separator, int line)
            throws Exception {
        var failure = failure(new CsvRows(), file(content.replace('@', '\n').replace("^", "\r\n"))
                .with("separator", Json.of(separator)));

        assertThat(failure).hasMessageContaining("a quote is closed that was opened in line " + line)
                .returns("csv.malformed", StepFailure::code).returns(Severity.CRITICAL, StepFailure::severity);
        assertThat(failure.details().get("line")).isEqualTo(Json.of(line));
    }

    @Test
    void theRowsBeforeAQuoteThatIsNotClosedAreRead() throws Exception {
        try (var reader = new CsvRows().open(file("name,age\nAnn,31\n\"Bo,4\n"))) {
            assertThat(reader.next()).isEqualTo(row("Ann", "31"));
            assertThat(catchThrowableOfType(StepFailure.class, reader::next)).returns("csv.malformed",
                    StepFailure::code);
        }
    }

    @Test
    void aQuoteThatIsNotClosedIsNotSkipped() throws Exception {
        try (var reader = new CsvRows().open(file("name,age\nAnn,31\n\"Bo,4\n"))) {
            assertThat(catchThrowableOfType(StepFailure.class, () -> reader.skip(2))).returns("csv.malformed",
                    StepFailure::code);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n", "\r", "\n\n"})
    void aQuoteThatIsClosedAtTheVeryEndIsNoneThatIsOpen(String end) throws Exception {
        assertThat(read(new CsvRows(), file("name,age\n\"Ann\",\"3\n1\"" + end))).containsExactly(row("Ann", "3\n1"));
        assertThat(read(new CsvRows(), file("name,age\nAnn,\"3\"\"\"" + end))).containsExactly(row("Ann", "3\""));
        assertThat(read(new CsvRows(), file("name,age\nAnn,\"\"" + end))).containsExactly(row("Ann", ""));
        assertThat(read(new CsvRows(), file("name,age\nAnn," + end))).containsExactly(row("Ann", ""));
        assertThat(read(new CsvRows(), file("name,age\nAnn,3\"" + end))).containsExactly(row("Ann", "3\""));
    }

    @Test
    void aQuoteThatIsNotClosedInALongFileIsNamedWithTheLineItWasOpenedInToo() throws Exception {
        var failure = failure(new CsvRows(), file("name,age\n\"An\nn\",31\n\n\"Bo,4\n" + "x".repeat(17_000_000)));

        assertThat(failure).hasMessageContaining("a quote is not closed").returns("csv.malformed", StepFailure::code);
        assertThat(failure.details().get("line")).isEqualTo(Json.of(5));
    }

    @Test
    void whatFollowsAClosedQuoteIsToldWithTheLineItWasOpenedIn() throws Exception {
        var failure = failure(new CsvRows(), file("name,age\nAnn,\"31\nBo,\"4\"\n"));

        assertThat(failure).hasMessageContaining("followed by something else").returns("csv.malformed",
                StepFailure::code);
        assertThat(failure.details().get("line")).isEqualTo(Json.of(2));
    }

    @Test
    void eachLineOfAJsonFileGivesAValue() throws Exception {
        assertThat(read(new JsonLines(), file("{\"a\": 1}\n\n[true]\r\n\"x\"")))
                .containsExactly(Json.Obj.of("a", Json.of(1)), Json.Arr.of(Json.Bool.TRUE), Json.of("x"));
    }

    @Test
    void aLineThatIsNoJsonIsNoItemAndTellsItsLineAndThoseAfterItAreReadAllTheSame() throws Exception {
        try (var reader = new JsonLines().open(file("1\n\n{oops\r\n2\n"))) {
            assertThat(reader.next()).isEqualTo(Json.of(1));
            var unreadable = unreadable(reader);
            assertThat(unreadable.found()).isEqualTo(Json.of("{oops"));
            assertThat(unreadable.failure()).hasMessageContaining("no JSON in line 3").returns("json.malformed",
                    StepFailure::code);
            assertThat(unreadable.failure().details().get("line")).isEqualTo(Json.of(3));
            assertThat(rest(reader)).containsExactly(Json.of(2));
        }
    }

    @Test
    void linesThatAreSkippedNeedNotBeJson() throws Exception {
        try (var reader = new JsonLines().open(file("oops\n2\n"))) {
            reader.skip(1);
            assertThat(rest(reader)).containsExactly(Json.of(2));
        }
    }
}
