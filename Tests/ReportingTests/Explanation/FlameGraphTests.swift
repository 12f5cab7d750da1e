import Foundation
import Measurement
import Testing

@testable import Reporting

#if canImport(FoundationXML)
import FoundationXML
#endif

@Suite struct FlameGraphTests {
    private func subject(_ title: String, _ text: String) -> Explanation.Subject {
        Explanation.Subject(title: title, costs: CallgrindCosts(text, figures: [], operations: 10))
    }

    private let one = """
        events: Ir
        fn=(1) run
        0x10 100
        fn=(2) walk<A & B>'run
        0x20 900
        """
    private let two = """
        events: Ir
        fn=(1) run
        0x10 100
        fn=(2) walk<A & B>'run
        0x20 300
        fn=(3) hash'run
        0x30 100
        """

    /// The width of the block whose hint begins so, in the order drawn.
    private func widths(_ svg: String, _ hint: String) throws -> [Double] {
        let document = try XMLParsed(svg)
        return document.rectangles.filter { $0.hint.hasPrefix(hint) }.map(\.width)
    }

    @Test func `a block is as wide as its instructions, on one scale for both cases`() throws {
        let graph = FlameGraph(subject("f/a/d/m", one), against: subject("f/b/d/m", two), operation: "query")
        // 1000 instructions are the whole width of 1200; of the other case there are 500.
        #expect(try widths(graph.svg, "run:") == [1200, 600])
        #expect(try widths(graph.svg, "walk<A & B>:") == [1080, 360])
        #expect(try widths(graph.svg, "hash:") == [120])
    }

    @Test func `what became more is red and what became less is blue, at the same place`() throws {
        let graph = FlameGraph(subject("f/a/d/m", one), against: subject("f/b/d/m", two), operation: "query")
        let blocks = try XMLParsed(graph.svg).rectangles
        func styles(_ hint: String) -> [String] { blocks.filter { $0.hint.hasPrefix(hint) }.map(\.style) }
        #expect(styles("walk") == ["edge flame-more5", "edge flame-less5"])
        #expect(styles("run") == ["edge flame-same", "edge flame-same"])
        #expect(styles("hash") == ["edge flame-more4"])
        #expect(
            blocks.contains { $0.hint.contains("walk<A & B>: 90.00 instructions a query (90.0 %), own 90.00, +60.00") })
    }

    @Test func `names lose their types`() {
        for (name, short) in [
            (
                "closure #1 (Swift.Int) -> Swift.Bool in Shapes.Circle.covers(Shapes.Point) -> Swift.Bool",
                "closure #1 in Circle.covers"
            ),
            ("static Shapes.Point.< infix(Shapes.Point, Shapes.Point) -> Swift.Bool", "static Point.< infix"),
            ("malloc", "malloc"), ("Swift.min<A where A: B>(A, A) -> A", "Swift.min"), ("(x)", "(x)"), ("", ""),
            (
                "generic specialization <Shapes.A<B>> of Shapes.C.d(_: () -> ()) throws -> ()",
                "generic specialization of C.d"
            ),
        ] { #expect(ShortSymbol.text(name) == short) }
    }

    @Test func `one case alone has no difference, and nothing is nothing`() throws {
        let alone = FlameGraph(subject("f/a/d/m", one), against: nil, operation: "query").svg
        #expect(try XMLParsed(alone).rectangles.filter { !$0.hint.isEmpty }.allSatisfy { $0.style == "edge flame" })
        #expect(
            try XMLParsed(FlameGraph(subject("x", "events: Ir"), against: nil, operation: "query").svg).rectangles.count
                == 1)
    }
}
