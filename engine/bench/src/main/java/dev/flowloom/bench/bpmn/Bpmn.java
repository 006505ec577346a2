package dev.flowloom.bench.bpmn;

import java.util.ArrayList;
import java.util.List;

import dev.flowloom.bench.Shape;

/// Writes the diagrams that are run. Each task calls a bean; the end tells the bean `ends`.
public final class Bpmn {
    /// The process's key.
    public static final String KEY = "bench";
    /// The variable that the condition looks at, and the value that it has.
    public static final String AMOUNT = "amount";
    public static final int VALUE = 250;
    /// The code of the error that ends the fifth step of a saga.
    public static final String ERROR = "failed";

    private final Dialect dialect;
    private final StringBuilder text = new StringBuilder();
    private int flows;

    private Bpmn(Dialect dialect) {
        this.dialect = dialect;
    }

    /// What differs between the engines.
    ///
    /// @param prefix of the engine's own attributes
    /// @param namespace of these
    /// @param async the attributes of a task before which the engine commits, and which it does later; empty where a run is
    ///        one transaction
    /// @param asyncUndo as `async`, of tasks that undo others
    /// @param end the name of the execution listener's attribute that has an expression for a bean
    public record Dialect(String prefix, String namespace, String async, String asyncUndo, String end) {}

    public static String of(Shape shape, Dialect dialect) {
        var bpmn = new Bpmn(dialect);
        bpmn.text.append("""
                <?xml version="1.0" encoding="UTF-8"?>
                <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
                    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:%s="%s" targetNamespace="bench">
                <error id="error" errorCode="%s"/>
                <process id="%s" isExecutable="true" %s:historyTimeToLive="P1D">
                <startEvent id="start"/>
                """.formatted(dialect.prefix, dialect.namespace, ERROR, KEY, dialect.prefix));
        switch (shape) {
            case Shape.Sequence(var steps) -> bpmn.sequence(steps);
            case Shape.Forked() -> bpmn.forked();
            case Shape.Saga() -> bpmn.saga();
            case Shape.ForEach(var items) -> bpmn.forEach(items);
        }
        return bpmn.text.append("</process>\n</definitions>\n").toString();
    }

    private void sequence(int steps) {
        var ids = new ArrayList<>(List.of("start"));
        for (int i = 1; i <= steps; i++) {
            task("step" + i, "work", dialect.async, "");
            ids.add("step" + i);
        }
        end("end");
        ids.add("end");
        flows(ids.toArray(String[]::new));
    }

    private void forked() {
        text.append("""
                <exclusiveGateway id="if" default="otherwise"/>
                <parallelGateway id="fork"/>
                <parallelGateway id="join"/>
                <sequenceFlow id="many" sourceRef="if" targetRef="fork">
                <conditionExpression xsi:type="tFormalExpression">${%s > 100}</conditionExpression></sequenceFlow>
                <sequenceFlow id="otherwise" sourceRef="if" targetRef="none"/>
                """.formatted(AMOUNT));
        for (var id : List.of("a", "b", "c", "d", "e")) {
            task(id, "work", dialect.async, "");
        }
        end("end");
        end("none");
        flows("start", "if");
        flows("fork", "a", "join");
        flows("fork", "b", "join");
        flows("fork", "c", "join");
        flows("join", "d", "e", "end");
    }

    private void saga() {
        for (var id : List.of("a", "b", "c", "d")) {
            task(id, "work", dialect.async, "");
            task("undo_" + id, "work", "isForCompensation=\"true\" " + dialect.asyncUndo, "");
            text.append("""
                    <boundaryEvent id="on_%1$s" attachedToRef="%1$s"><compensateEventDefinition/></boundaryEvent>
                    """.formatted(id));
        }
        task("fails", "fail", dialect.async, "");
        text.append(
                """
                        <boundaryEvent id="failed" attachedToRef="fails"><errorEventDefinition errorRef="error"/></boundaryEvent>
                        <intermediateThrowEvent id="undo"><compensateEventDefinition/></intermediateThrowEvent>
                        """);
        end("end");
        end("none");
        flows("start", "a", "b", "c", "d", "fails", "none");
        flows("failed", "undo", "end");
        // The schema wants associations last.
        for (var id : List.of("a", "b", "c", "d")) {
            text.append("""
                    <association id="way_%1$s" sourceRef="on_%1$s" targetRef="undo_%1$s" associationDirection="One"/>
                    """.formatted(id));
        }
    }

    /// One after the other: neither engine can do five at a time, and ten thousand at a time wait for one another.
    private void forEach(int items) {
        // Of a task that is done several times, Camunda takes the attributes of the repetition.
        boolean ofRepetition = dialect.prefix.equals("camunda");
        task("each", "work", ofRepetition ? "" : dialect.async, """
                <multiInstanceLoopCharacteristics isSequential="true" %s>
                <loopCardinality>%d</loopCardinality></multiInstanceLoopCharacteristics>
                """.formatted(ofRepetition ? dialect.async : "", items));
        end("end");
        flows("start", "each", "end");
    }

    private void task(String id, String bean, String attributes, String inside) {
        text.append("<serviceTask id=\"%s\" %s:delegateExpression=\"${%s}\" %s>%s</serviceTask>\n".formatted(id,
                dialect.prefix, bean, attributes, inside));
    }

    private void end(String id) {
        text.append("<endEvent id=\"%s\"><extensionElements><%s:executionListener event=\"end\" %s=\"${ends}\"/>"
                .formatted(id, dialect.prefix, dialect.end)).append("</extensionElements></endEvent>\n");
    }

    private void flows(String... ids) {
        for (int i = 1; i < ids.length; i++) {
            text.append("<sequenceFlow id=\"flow%d\" sourceRef=\"%s\" targetRef=\"%s\"/>\n".formatted(++flows,
                    ids[i - 1], ids[i]));
        }
    }
}
