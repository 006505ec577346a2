package dev.flowloom.bench;

import java.util.List;

/// The subjects. Each stands in a module of its own, because their libraries don't go together.
final class Catalog {
    private static final String OWN = "engine/bench";
    private static final String PEERS = "engine/bench/peers/";

    private Catalog() {}

    /// One subject.
    ///
    /// @param module the folder of the module, from the project's
    /// @param cases the letters of the cases that it can do
    record Entry(String name, String module, String type, List<Setting> settings, String cases) {
        static Entry own(String name, String type, List<Setting> settings, String cases) {
            return new Entry(name, OWN, "dev.flowloom.bench." + type, settings, cases);
        }

        static Entry peer(String name, String type, List<Setting> settings, String cases) {
            return new Entry(name, PEERS + name, "dev.flowloom.bench." + type, settings, cases);
        }

        boolean can(Case one) {
            return cases.indexOf(one.name().charAt(0)) >= 0;
        }
    }

    static final List<Entry> ALL = List.of(
            Entry.own("flowloom", "flowloom.FlowloomSubject",
                    List.of(Setting.H2_KILL_SAFE, Setting.H2_POWER_SAFE, Setting.POSTGRESQL), "abcdefghl"),
            Entry.own("bare", "bare.BareSubject",
                    List.of(Setting.H2_KILL_SAFE, Setting.H2_POWER_SAFE, Setting.POSTGRESQL), "abc"),
            Entry.own("bare-12", "bare.TwelveWaits",
                    List.of(Setting.H2_KILL_SAFE, Setting.H2_POWER_SAFE, Setting.POSTGRESQL), "a"),
            Entry.own("jdbc", "bare.PlainLoop", List.of(Setting.H2_KILL_SAFE), "g"),
            Entry.peer("camunda", "camunda.CamundaSubject",
                    List.of(Setting.H2_KILL_SAFE, Setting.H2_POWER_SAFE, Setting.H2_KILL_SAFE_PER_RUN), "abcd"),
            Entry.peer("flowable", "flowable.FlowableSubject",
                    List.of(Setting.H2_KILL_SAFE, Setting.H2_POWER_SAFE, Setting.H2_KILL_SAFE_PER_RUN), "abcd"),
            Entry.peer("nflow", "nflow.NflowSubject", List.of(Setting.H2_KILL_SAFE), "a"),
            Entry.peer("serverless-workflow", "serverless.ServerlessSubject", List.of(Setting.MEMORY), "ab"),
            Entry.peer("dbos", "dbos.DbosSubject", List.of(Setting.POSTGRESQL), "ac"));
}
