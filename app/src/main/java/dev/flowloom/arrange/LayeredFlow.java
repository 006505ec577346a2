package dev.flowloom.arrange;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

import dev.flowloom.geometry.Box;
import dev.flowloom.geometry.Drawing;
import dev.flowloom.geometry.Port;
import dev.flowloom.geometry.Ports;
import dev.flowloom.geometry.Shape;
import dev.flowloom.geometry.Vec;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;
import org.eclipse.elk.alg.layered.options.CycleBreakingStrategy;
import org.eclipse.elk.alg.layered.options.LayerConstraint;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.LayeringStrategy;
import org.eclipse.elk.alg.layered.options.OrderingStrategy;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.options.Alignment;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.options.PortAlignment;
import org.eclipse.elk.core.options.PortConstraints;
import org.eclipse.elk.core.options.PortSide;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.ElkPort;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/// A flow as ELK sees it: blocks in layers, and wires between ports that stay where they are on their nodes.
final class LayeredFlow {
    private static final double BETWEEN_LAYERS = 64;
    private static final double BESIDE = 48;
    private static final double BESIDE_COLUMNS = 64;
    /// How far below a step with a step below it its error wire turns right.
    private static final double ERROR_TURN = 30;
    /// ELK goes one call deeper with each node of a chain. What isn't used of it costs nothing.
    private static final long STACK = 512L << 20;

    static {
        LayoutMetaDataService.getInstance().registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
    }

    private final Drawing drawing;
    private final Direction direction;
    private final ElkNode graph = ElkGraphUtil.createGraph();
    private final SortedMap<NodeId, Block> blocks = new TreeMap<>();
    private final Map<NodeId, ElkNode> shapes = new HashMap<>();
    private final Map<Port, ElkPort> exits = new HashMap<>();
    private final Map<NodeId, ElkPort> entries = new HashMap<>();

    LayeredFlow(Drawing drawing, Direction direction) {
        this.drawing = drawing;
        this.direction = direction;
        graph.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
        graph.setProperty(LayeredOptions.DIRECTION, direction.isLevel()
                ? org.eclipse.elk.core.options.Direction.RIGHT
                : org.eclipse.elk.core.options.Direction.DOWN);
        graph.setProperty(LayeredOptions.RANDOM_SEED, 1);
        graph.setProperty(LayeredOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
        graph.setProperty(LayeredOptions.CYCLE_BREAKING_STRATEGY, CycleBreakingStrategy.DEPTH_FIRST);
        // As near to the start as can be.
        graph.setProperty(LayeredOptions.LAYERING_STRATEGY, LayeringStrategy.LONGEST_PATH_SOURCE);
        // Where crossings leave it open, the order in which things were added holds.
        graph.setProperty(LayeredOptions.CONSIDER_MODEL_ORDER_STRATEGY, OrderingStrategy.NODES_AND_EDGES);
        graph.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, BETWEEN_LAYERS);
        graph.setProperty(LayeredOptions.SPACING_NODE_NODE, direction.isLevel() ? BESIDE : BESIDE_COLUMNS);
        graph.setProperty(LayeredOptions.SPACING_COMPONENT_COMPONENT, BETWEEN_LAYERS);
        graph.setProperty(LayeredOptions.SPACING_PORT_PORT, Shape.BAR_PITCH);
    }

    void add(Block block) {
        var shape = ElkGraphUtil.createNode(graph);
        shape.setDimensions(block.width(), block.height());
        shape.setProperty(LayeredOptions.PORT_CONSTRAINTS,
                hasOpenPorts(block.main()) ? PortConstraints.FIXED_SIDE : PortConstraints.FIXED_POS);
        shape.setProperty(LayeredOptions.PORT_ALIGNMENT_DEFAULT, PortAlignment.CENTER);
        shape.setProperty(LayeredOptions.ALIGNMENT, direction.isLevel() ? Alignment.LEFT : Alignment.TOP);
        if (node(block.main()) instanceof Node.Start) {
            shape.setProperty(LayeredOptions.LAYERING_LAYER_CONSTRAINT, LayerConstraint.FIRST);
        }
        blocks.put(block.main(), block);
        shapes.put(block.main(), shape);
    }

    /// Adds a wire, if both its nodes are main nodes of blocks.
    void add(Wire wire) {
        if (blocks.containsKey(wire.from()) && blocks.containsKey(wire.to())) {
            ElkGraphUtil.createSimpleEdge(
                    hasOpenPorts(wire.from())
                            ? openPort(wire.from(), PortSide.EAST)
                            : exits.computeIfAbsent(Port.of(wire), this::exit),
                    hasOpenPorts(wire.to())
                            ? openPort(wire.to(), PortSide.WEST)
                            : entries.computeIfAbsent(wire.to(), this::entry));
        }
    }

    /// Where the nodes come to stand.
    SortedMap<NodeId, Box> laidOut() {
        CompletableFuture.runAsync(() -> new RecursiveGraphLayoutEngine().layout(graph, new BasicProgressMonitor()),
                work -> new Thread(null, work, "layout", STACK).start()).join();
        var boxes = new TreeMap<NodeId, Box>();
        blocks.forEach((id, block) -> {
            var shape = Objects.requireNonNull(shapes.get(id));
            block.boxes().forEach((node, box) -> boxes.put(node,
                    box.at(box.corner().plus(shape.getX(), shape.getY()))));
        });
        return boxes;
    }

    /// Whether the ways of a node are sorted by where they lead, as a bar's are.
    private boolean hasOpenPorts(NodeId id) {
        return direction.isLevel() && Shape.of(node(id)) == Shape.BAR;
    }

    private ElkPort openPort(NodeId node, PortSide side) {
        return port(block(node), side, Vec.ZERO);
    }

    private ElkPort exit(Port port) {
        var block = block(port.node());
        var main = block.mainBox();
        var at = Ports.position(port, node(port.node()), main);
        if (!direction.isLevel()) {
            return port(block, PortSide.SOUTH, new Vec(spread(port, main), block.height()));
        }
        return switch (port.kind()) {
            case SEQUENCE -> port(block, PortSide.EAST, new Vec(block.width(), at.y()));
            case COMPENSATION -> port(block, PortSide.SOUTH, new Vec(at.x(), block.height()));
            case ERROR -> block.hasBelow()
                    ? port(block, PortSide.EAST, new Vec(block.width(), at.y() + ERROR_TURN))
                    : port(block, PortSide.SOUTH, new Vec(at.x(), block.height()));
        };
    }

    /// Downwards, branches are taken to leave side by side, the first at the left.
    private double spread(Port port, Box main) {
        if (port.kind() != Port.Kind.SEQUENCE) {
            return main.right();
        }
        var ways = Ports.of(node(port.node())).stream().filter(way -> way.kind() == Port.Kind.SEQUENCE).toList();
        return main.x() + main.width() * (ways.indexOf(port) + 1) / (ways.size() + 1);
    }

    private ElkPort entry(NodeId node) {
        var block = block(node);
        var centre = block.mainBox().centre();
        return direction.isLevel()
                ? port(block, PortSide.WEST, new Vec(0, centre.y()))
                : port(block, PortSide.NORTH, new Vec(centre.x(), 0));
    }

    private ElkPort port(Block block, PortSide side, Vec at) {
        var port = ElkGraphUtil.createPort(shapes.get(block.main()));
        port.setProperty(LayeredOptions.PORT_SIDE, side);
        port.setLocation(at.x(), at.y());
        return port;
    }

    private Block block(NodeId id) {
        return Objects.requireNonNull(blocks.get(id), id::value);
    }

    private Node node(NodeId id) {
        return Objects.requireNonNull(drawing.graph().node(id), id::value);
    }
}
