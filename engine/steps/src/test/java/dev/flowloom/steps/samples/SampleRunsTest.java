package dev.flowloom.steps.samples;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.flowloom.journal.Durability;
import dev.flowloom.journal.RunSummary;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.json.JsonText;
import dev.flowloom.model.Json;
import dev.flowloom.run.Event;
import dev.flowloom.run.RunId;
import dev.flowloom.runtime.Engine;
import dev.flowloom.runtime.EngineSettings;
import dev.flowloom.runtime.RunOutcome;
import dev.flowloom.step.StepTypes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import static dev.flowloom.steps.Calls.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

/// Runs the sample flows, each on its own inputs. The time-out is for a run that never ends.
@Execution(ExecutionMode.CONCURRENT)
@Timeout(120)
class SampleRunsTest {
    private final StepTypes types = StepTypes.installed();
    /// How much later it is than it is.
    private volatile Duration late = Duration.ZERO;
    private final Engine engine = Engine.open(new StoreLocation.InMemory(), Durability.KILL_SAFE, types,
            EngineSettings.DEFAULT.withClock(() -> Instant.now().plus(late), Duration.ofMillis(20)));
    private @TempDir Path folder = Path.of("");

    @AfterEach
    void close() {
        engine.close();
        types.close();
    }

    @Test
    void anOrderIsConfirmed() throws Exception {
        var run = start("order-processing", withDatabase("order"));
        assertThat(completed(run)).isEqualTo(
                json("{'order': 'A-1001', 'status': 'confirmed', 'delivery': 'courier', 'total': 25}"));
        assertThat(shop()).containsExactly("green tea 98", "teapot 20", "4000 0001 975.00", "4000 0002 50.00",
                "A-1001 confirmed courier");
    }

    @Test
    void anOrderInNoHurryGoesByPost() throws Exception {
        var run = start("order-processing", withDatabase("order").without("express"));
        assertThat(completed(run)).isEqualTo(
                json("{'order': 'A-1001', 'status': 'confirmed', 'delivery': 'post', 'total': 25}"));
    }

    @Test
    void theSameOrderIsTakenOnce() throws Exception {
        completed(start("order-processing", withDatabase("order")));
        var again = start("order-processing", withDatabase("order"));
        assertThat(completed(again)).isEqualTo(json("{'order': 'A-1001', 'status': 'ordered before'}"));
        assertThat(shop()).contains("green tea 98", "4000 0001 975.00");
    }

    @Test
    void aDeclinedCardReleasesTheStockAndFailsTheRun() throws Exception {
        var run = start("order-processing", withDatabase("order-declined"));
        var failed = failed(run);
        assertThat(failed.error().code()).isEqualTo("sql.constraint");
        assertThat(failed.error().node().value()).isEqualTo("chargeCard");
        assertThat(failed.error().message()).contains("CARD_DECLINED");
        assertThat(failed.compensation()).isEqualTo(Event.Compensation.COMPLETE);
        assertThat(shop()).containsExactly("green tea 100", "teapot 20", "4000 0001 1000.00", "4000 0002 50.00");
        assertThat(entered(run)).containsSequence("reserveStock", "chargeCard", "releaseStock");
    }

    @Test
    void allTravellersAreBookedInTheirOrder() throws Exception {
        var run = start("trip-booking", Samples.input("trip"));
        assertThat(completed(run)).isEqualTo(json("""
                {'status': 'booked', 'city': 'Busan', 'bookings': [
                 {'traveller': 'Kim', 'flight': 'F-1', 'room': 101},
                 {'traveller': 'Lee', 'flight': 'F-2', 'room': 102},
                 {'traveller': 'Park', 'flight': 'F-3', 'room': 103}]}"""));
    }

    @Test
    void whereOneTravellerFindsNoRoomAllThatWasBookedIsCancelled() throws Exception {
        var run = start("trip-booking", Samples.input("trip-full"));
        assertThat(completed(run)).isEqualTo(
                json("{'status': 'cancelled', 'reason': 'There is no room left for Park.'}"));
        assertThat(entered(run)).filteredOn("cancelFlight"::equals).hasSize(3);
        assertThat(entered(run)).filteredOn("cancelRoom"::equals).hasSize(2);
    }

    @Test
    void ticketsAreSoldOncePaidByAnotherFlow() throws Exception {
        var run = start("sell-tickets", Samples.input("tickets"));
        assertThat(completed(run)).isEqualTo(
                json("{'status': 'sold', 'seats': ['A1', 'A2'], 'receipt': 'Kim-60'}"));
        assertThat(engine.runs(10)).extracting(RunSummary::flow).containsExactly("take-payment", "sell-tickets");
    }

    @Test
    void ticketsThatCanNotBePrintedArePaidBack() throws Exception {
        var run = start("sell-tickets", Samples.input("tickets-no-paper"));
        assertThat(failed(run).error().code()).isEqualTo("printer.paper");
        assertThat(failed(run).compensation()).isEqualTo(Event.Compensation.COMPLETE);
        assertThat(entered(run)).endsWith("giveBack", "release");
    }

    @Test
    void anAccountWithTooLittleBuysNoTickets() throws Exception {
        var run = start("sell-tickets", Samples.input("tickets-refused"));
        assertThat(completed(run)).isEqualTo(json("{'status': 'refused', 'reason': "
                + "'The account Lee has 20, and 30 were asked for.'}"));
    }

    @Test
    void anOrderOfMoreThanThereIsFailsAndChangesNothing() throws Exception {
        var run = start("order-processing", withDatabase("order").with("quantity", Json.of(101)));
        assertThat(failed(run).error().code()).isEqualTo("sql.unexpected-count");
        assertThat(shop()).contains("green tea 100");
    }

    @Test
    void theStockIsShown() throws Exception {
        completed(start("order-processing", withDatabase("order")));
        var run = start("stock", withDatabase("stock"));
        assertThat(completed(run)).isEqualTo(json("{'stock': [{'item': 'green tea', 'available': 98}, "
                + "{'item': 'teapot', 'available': 20}], 'orders': [{'id': 'A-1001', 'item': 'green tea', 'quantity': 2, "
                + "'status': 'confirmed', 'delivery': 'courier'}]}"));
    }

    @Test
    void anExpenseIsApproved() throws Exception {
        var run = start("approve-or-reject", Samples.input("expense"));
        assertThat(completed(run)).isEqualTo(json("{'decision': 'approved', 'applicant': 'Kim', 'amount': 400}"));
        assertThat(entered(run)).contains("checkBudget", "objectionTime", "countObjections", "bothAsked", "approved");
    }

    @Test
    void anExpenseIsRejectedWithItsReason() throws Exception {
        var run = start("approve-or-reject", Samples.input("expense-rejected"));
        assertThat(completed(run)).isEqualTo(json("{'decision': 'rejected', 'applicant': 'Lee', 'amount': 40000, "
                + "'reason': 'No for a golden desk. It is over the budget. A wooden one will do.'}"));
    }

    @Test
    void aSmallExpenseIsApprovedAtOnce() throws Exception {
        var run = start("approve-or-reject", Samples.input("expense-small"));
        assertThat(completed(run)).isEqualTo(json("{'decision': 'approved', 'applicant': 'Park', 'amount': 12}"));
        assertThat(entered(run)).containsExactly("asked", "howMuch", "approvedAtOnce");
    }

    @Test
    void readingsAreFetchedSummedUpAndStored() throws Exception {
        var server = server();
        try {
            var address = "http://127.0.0.1:" + server.getAddress().getPort() + "/readings.json";
            var sums = json("{'station': 'Seoul', 'lowest': -7.5, 'highest': 1, 'mean': -3}");
            assertThat(completed(start("fetch-and-store", fetch(address)))).isEqualTo(sums);
            assertThat(completed(start("fetch-and-store", fetch(address)))).isEqualTo(sums);
        } finally {
            server.stop(0);
        }
        assertThat(query("SELECT name || ' ' || lowest || ' ' || highest || ' ' || mean FROM stations"))
                .containsExactly("Seoul -7.50 1.00 -3.00");
    }

    @Test
    void readingsThatAreNotThereEndTheRunByTheErrorWire() throws Exception {
        var server = server();
        try {
            var run = start("fetch-and-store",
                    fetch("http://127.0.0.1:" + server.getAddress().getPort() + "/elsewhere"));
            var failed = failed(run);
            assertThat(failed.error().code()).isEqualTo("weather.not-fetched");
            assertThat(failed.error().message()).contains("/elsewhere", "404");
            assertThat(entered(run)).containsExactly("begin", "fetch", "note", "notFetched");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void customersAreImportedAndABatchThatIsRefusedIsMendedAndSentAgain() throws Exception {
        var url = url();
        var input = Samples.input("customers").with("database", Json.of(url)).with("file",
                Json.of(Samples.FOLDER.resolve("inputs/customers.csv").toString()));
        var run = start("import-customers", input);
        assertThat(completed(run)).isEqualTo(json("{'rows': 12, 'failed': 5, 'customers': 7}"));

        var letter = engine.deadLetters().of(run, false, 10).getFirst();
        assertThat(letter.code()).isEqualTo("sql.constraint");
        var item = Objects.requireNonNull(letter.item()).json().replace("margaret at", "margaret@");
        var items = new TreeMap<Long, Json>();
        items.put(letter.number(), JsonText.parse(item));
        var again = engine.deadLetters().resend(List.of(letter.number()), items, "test", "mended").getFirst();
        assertThat(completed(again)).isEqualTo(json("[{'loaded': 5}]"));
        assertThat(query("SELECT COUNT(*) FROM customer")).containsExactly("12");
        assertThat(query("SELECT name FROM customer WHERE number IN (1003, 1011) ORDER BY number"))
                .containsExactly("Alan Mathison, Jr.", "홍길동");
    }

    @Test
    void theFirstTwoOfThreeQuotesAreEnough() throws Exception {
        var run = start("request-quotes", Samples.input("quotes"));
        assertThat(completed(run)).isEqualTo(json("{'supplier': 'west', 'price': 40}"));
        assertThat(entered(run)).doesNotContain("southQuotes");
    }

    private void awaitQuestion(RunId run, String who) throws InterruptedException {
        while (engine.approvals(run).stream().noneMatch(asked -> asked.who().equals(who))) {
            Thread.sleep(5);
        }
    }

    private void answer(RunId run, boolean approved) {
        var asked = engine.approvals(run).getFirst();
        assertThat(engine.answer(run, asked.visit(), asked.who(), approved, "So be it.")).isTrue();
    }

    @Test
    void aManagersAnswerDecides() throws Exception {
        var run = start("expense-approval", Samples.input("expense-approval"));
        awaitQuestion(run, "Lee");
        assertThat(engine.approvals(run).getFirst().question()).isEqualTo("Kim wants a new desk for 400. Agreed?");
        answer(run, true);
        assertThat(completed(run)).isEqualTo(json("{'decision': 'approved', 'by': 'Lee', 'comment': 'So be it.'}"));
    }

    @Test
    void whereTheManagerDoesNotAnswerInTimeTheBossIsAsked() throws Exception {
        var run = start("expense-approval", Samples.input("expense-approval"));
        awaitQuestion(run, "Lee");
        late = Duration.ofMinutes(2);
        awaitQuestion(run, "Park");
        answer(run, false);
        assertThat(completed(run)).isEqualTo(json("{'decision': 'rejected', 'by': 'Park', 'comment': 'So be it.'}"));
        assertThat(entered(run)).containsExactly("asked", "askManager", "askBoss", "rejected");
    }

    @Test
    void whereNobodyAnswersTheExpenseFails() throws Exception {
        var run = start("expense-approval", Samples.input("expense-approval"));
        awaitQuestion(run, "Lee");
        late = Duration.ofMinutes(2);
        awaitQuestion(run, "Park");
        late = Duration.ofHours(3);
        assertThat(failed(run).error().code()).isEqualTo("expense.unanswered");
    }

    @Test
    void aPaymentIsReceivedAlsoWhereItCameFirst() throws Exception {
        engine.send("payment", "A-1001", json("{'amount': 25}"), "payment-1");
        var run = start("await-payment", Samples.input("await-payment"));
        assertThat(completed(run)).isEqualTo(json("{'order': 'A-1001', 'status': 'paid', 'amount': 25}"));
    }

    @Test
    void aPaymentIsNotAwaitedForEver() throws Exception {
        var run = start("await-payment", Samples.input("await-payment"));
        late = Duration.ofMinutes(11);
        assertThat(completed(run)).isEqualTo(json("{'order': 'A-1001', 'status': 'not paid'}"));
    }

    @Test
    void aJobIsAskedForUntilItIsDoneThoughTheServiceIsDownAtFirst() throws Exception {
        var asked = new AtomicInteger();
        var server = server("/job.json", exchange -> {
            switch (asked.incrementAndGet()) {
                case 1, 2, 3 -> answer(exchange, 503, "{}");
                case 4, 5 -> answer(exchange, 200, "{\"state\": \"running\"}");
                default -> answer(exchange, 200, "{\"state\": \"done\", \"result\": 42}");
            }
        });
        try {
            var run = start("poll-status", poll(server));
            assertThat(completed(run)).isEqualTo(json("{'result': 42}"));
            assertThat(codes(run)).startsWith("http.503", "http.503", "http.503", "breaker.open")
                    .endsWith("breaker.open");
            assertThat(asked).hasValue(6);
            assertThat(entered(run)).filteredOn("pause"::equals).hasSize(2);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aJobThatIsNotThereIsNotAskedForAgain() throws Exception {
        var asked = new AtomicInteger();
        var server = server("/job.json", exchange -> {
            asked.incrementAndGet();
            answer(exchange, 404, "{}");
        });
        try {
            var run = start("poll-status", poll(server));
            assertThat(failed(run).error().code()).isEqualTo("job.not-done");
            assertThat(asked).as("not there is no failure of the service, and is not tried again").hasValue(1);
        } finally {
            server.stop(0);
        }
    }

    private static Json poll(HttpServer server) {
        return Samples.input("poll")
                .with("url", Json.of("http://127.0.0.1:" + server.getAddress().getPort() + "/job.json"))
                .with("pause", Json.of(0.01));
    }

    private List<String> codes(RunId run) {
        var codes = new ArrayList<String>();
        for (var recorded : engine.history(run)) {
            if (recorded.event() instanceof Event.AttemptFailed failed) {
                codes.add(failed.error().code());
            }
        }
        return codes;
    }

    private RunId start(String flow, Json input) {
        return engine.start(Samples.flow(flow), Samples.LIBRARY, input, null).run();
    }

    private Json completed(RunId run) throws Exception {
        return assertThat(outcome(run)).asInstanceOf(type(RunOutcome.Completed.class)).actual().output();
    }

    private RunOutcome.Failed failed(RunId run) throws Exception {
        return assertThat(outcome(run)).asInstanceOf(type(RunOutcome.Failed.class)).actual();
    }

    private RunOutcome outcome(RunId run) throws Exception {
        return engine.outcome(run).toCompletableFuture().get();
    }

    private List<String> entered(RunId run) {
        var nodes = new ArrayList<String>();
        for (var recorded : engine.history(run)) {
            if (recorded.event() instanceof Event.NodeEntered entered) {
                nodes.add(entered.node().value());
            }
        }
        return nodes;
    }

    private String url() {
        return "jdbc:h2:" + folder.resolve("sample");
    }

    private Json.Obj withDatabase(String input) {
        return Samples.input(input).with("database", Json.of(url()));
    }

    private Json.Obj fetch(String address) {
        return withDatabase("fetch").with("url", Json.of(address));
    }

    private List<String> shop() throws Exception {
        var lines = query("SELECT item || ' ' || available FROM stock ORDER BY item");
        lines.addAll(query("SELECT number || ' ' || credit FROM cards ORDER BY number"));
        lines.addAll(query("SELECT id || ' ' || status || ' ' || COALESCE(delivery, '') FROM orders ORDER BY id"));
        return lines;
    }

    private List<String> query(String sql) throws Exception {
        try (var connection = DriverManager.getConnection(url());
                var rows = connection.createStatement().executeQuery(sql)) {
            var lines = new ArrayList<String>();
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
            return lines;
        }
    }

    private static HttpServer server() throws IOException {
        var readings = new String(Samples.bytes(Samples.FOLDER.resolve("inputs/readings.json")),
                StandardCharsets.UTF_8);
        return server("/", exchange -> {
            var found = exchange.getRequestURI().getPath().equals("/readings.json");
            answer(exchange, found ? 200 : 404, found ? readings : "{}");
        });
    }

    private static HttpServer server(String path, HttpHandler handler) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(path, handler);
        server.start();
        return server;
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
