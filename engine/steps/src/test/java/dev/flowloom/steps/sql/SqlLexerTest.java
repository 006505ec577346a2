package dev.flowloom.steps.sql;

import java.util.List;

import dev.flowloom.step.StepFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class SqlLexerTest {

    @Test
    void aNamedParameterBecomesAQuestionMark() throws StepFailure {
        assertThat(lex("UPDATE t SET a=:a, b=:b_2 WHERE a<:a")).containsExactly(
                new Work.Statement("UPDATE t SET a=?, b=? WHERE a<?", List.of("a", "b_2", "a")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SELECT ':a', 'it''s :a'", "SELECT \":a\" FROM \"x\"\":y\"", "SELECT `:a`",
                    "SELECT 1 -- :a ; '\n, 2", "SELECT /* :a ; ' /* inner */ :b */ 1", "SELECT x::int",
                    "SELECT $$ :a ; ' $$",
                    "SELECT $tag$ :a $$ ; $tag$", "SELECT E'it\\'s :a'", "SELECT a[1:2]", "SELECT x := 1",
                    "SELECT a$b:: int",
                    "SELECT x ?? 'a'", "SELECT $1", "SELECT 'a\\' || 'b'"})
    void whatIsNoParameterStaysAsItIs(String sql) throws StepFailure {
        assertThat(lex(sql)).containsExactly(new Work.Statement(sql, List.of()));
    }

    @Test
    void aCastMayFollowAParameter() throws StepFailure {
        assertThat(lex("SELECT :a::jsonb")).containsExactly(new Work.Statement("SELECT ?::jsonb", List.of("a")));
    }

    @Test
    void aDollarInsideAWordBeginsNoQuote() throws StepFailure {
        assertThat(lex("SELECT a$b$c, :x")).containsExactly(new Work.Statement("SELECT a$b$c, ?", List.of("x")));
    }

    @Test
    void aBackslashEndsNoOrdinaryText() throws StepFailure {
        assertThat(lex("SELECT '\\', :a")).containsExactly(new Work.Statement("SELECT '\\', ?", List.of("a")));
    }

    @Test
    void namesMayBeOfAnyScript() throws StepFailure {
        assertThat(lex("SELECT :재고")).containsExactly(new Work.Statement("SELECT ?", List.of("재고")));
    }

    @Test
    void semicolonsSeparateStatements() throws StepFailure {
        assertThat(lex("INSERT INTO a VALUES (:x);\nSELECT ';' ; -- the end\n ;"))
                .containsExactly(new Work.Statement("INSERT INTO a VALUES (?)", List.of("x")),
                        new Work.Statement("SELECT ';'", List.of()));
    }

    @Test
    void nothingButCommentsIsNoStatement() throws StepFailure {
        assertThat(lex(" -- nothing\n/* at all */ ; ")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SELECT 'a", "SELECT \"a", "SELECT /* a", "SELECT /*/", "SELECT $$ a", "SELECT a = ?",
                    "SELECT E'a\\'"})
    void whatIsNeverClosedOrHasNoNameIsRefused(String sql) {
        var failure = catchThrowableOfType(StepFailure.class, () -> lex(sql));
        assertThat(failure.code()).isEqualTo("settings.invalid");
        assertThat(failure.message()).contains("at character");
    }

    private static List<Work.Statement> lex(String sql) throws StepFailure {
        return new SqlLexer(sql).statements();
    }
}
