package dev.flowloom.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.junit.jupiter.api.Test;
import org.xml.sax.SAXException;

import static org.assertj.core.api.Assertions.assertThat;

/// What the poms name is explained in docs/dependencies.md. It is tested here because this module needs most of them.
class DependenciesTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final List<Path> POMS = List.of(ROOT.resolve("pom.xml"), ROOT.resolve("engine"),
            ROOT.resolve("app"));

    @Test
    void everyLibraryInThePomsIsExplained() throws Exception {
        var explained = Files.readString(ROOT.resolve("docs/dependencies.md"));

        assertThat(groupsInPoms()).isNotEmpty()
                .allSatisfy(group -> assertThat(explained).contains("`" + group + "`"));
    }

    private static SortedSet<String> groupsInPoms() throws Exception {
        var groups = new TreeSet<String>();
        for (var pom : poms()) {
            groups.addAll(groupsIn(pom));
        }
        groups.remove("dev.flowloom");
        return groups;
    }

    private static List<Path> poms() throws IOException {
        var poms = new TreeSet<Path>();
        for (var place : POMS) {
            // As deep as engine/bench/peers/camunda/pom.xml.
            try (var files = Files.walk(place, 4)) {
                files.filter(file -> file.endsWith("pom.xml") && !file.toString().contains("target"))
                        .forEach(poms::add);
            }
        }
        return List.copyOf(poms);
    }

    private static List<String> groupsIn(Path pom) throws ParserConfigurationException, SAXException, IOException {
        var document = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(pom.toFile());
        var nodes = document.getElementsByTagName("groupId");
        return Stream.iterate(0, i -> i < nodes.getLength(), i -> i + 1)
                .map(nodes::item)
                // What is left out needs no reason here.
                .filter(node -> !node.getParentNode().getNodeName().equals("exclusion"))
                .map(node -> node.getTextContent().strip())
                .toList();
    }
}
