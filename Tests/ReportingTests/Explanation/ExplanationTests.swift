import Measurement
import Testing

@testable import Reporting

@Suite struct ExplanationTests {
    private func subject(_ title: String, instructions: Int, branches: Int, wrong: Int, allocations: Int)
        -> Explanation.Subject
    {
        func figure(_ counter: String, _ count: Int) -> CounterFigure {
            CounterFigure(counter: counter, value: Double(count) / 100, source: "callgrind", isSimulated: false)
        }
        let text = """
            events: Ir Bc Bcm
            ob=(1) /tmp/x/bench
            fn=(1) walk
            0x1000 \(instructions - branches)
            +4 \(branches) \(branches) \(wrong)
            """
        let figures = [
            figure("instructions", instructions), figure("branches", branches), figure("branch-misses", wrong),
            figure("l1d-misses", 0), figure("llc-misses", 0), figure("allocations", allocations),
        ]
        return Explanation.Subject(
            title: title, costs: CallgrindCosts(text, figures: figures, operations: 100))
    }

    private func explanation(_ other: Explanation.Subject?) -> Explanation {
        Explanation(
            subject("a/b/c/d", instructions: 1000, branches: 200, wrong: 100, allocations: 0), against: other,
            operation: "query",
            code: { _ in
                [
                    MachineCode.Line(address: 0x1000, text: "mov (%rax),%rcx"),
                    MachineCode.Line(address: 0x1004, text: "jne 1000"),
                ]
            })
    }

    @Test func `one case is told by its mispredicted branch`() {
        #expect(
            Causes(explanation(nil)).sentences == [
                "10.00 instructions a query, 100 % of them in walk.",
                "1.00 branches a query are mispredicted*; most by the one at 0x1004, executed 2.00 times a query, wrong "
                    + "every second time.", "All it reads is in the first-level cache*.",
                "It does not allocate memory.",
            ])
    }

    @Test func `two cases are told by what differs`() {
        let other = subject("a/x/c/d", instructions: 800, branches: 100, wrong: 0, allocations: 50)
        #expect(
            Causes(explanation(other)).sentences == [
                "2.00 more instructions a query (+25.0 %): +2.00 in walk.",
                "1.00 more mispredictions a query*, with 1.00 more branches.",
                "1.00 branches a query are mispredicted*; most by the one at 0x1004, executed 2.00 times a query, wrong "
                    + "every second time.", "0.50 fewer allocations a query.",
            ])
        let same = subject("a/b/c/d", instructions: 1000, branches: 200, wrong: 100, allocations: 0)
        #expect(Causes(explanation(same)).sentences == ["Nothing that callgrind counts differs by more than 0.5 %."])
    }

    @Test func `members of a family are told against the one of the fewest instructions`() {
        let slow = subject("slow", instructions: 1000, branches: 200, wrong: 100, allocations: 100)
        let fast = subject("fast", instructions: 800, branches: 100, wrong: 0, allocations: 50)
        let text = FamilyExplanation(title: "walks on d, m", members: [slow, fast], operation: "query").text(
            style: .ascii)
        let lines = text.split(separator: "\n")
        #expect(lines.first == "walks on d, m")
        let places = [
            "fast ", "slow ", "  fast", "    8.00 instructions a query", "  slow, against fast", "    2.00 more instr",
        ]
        .map { start in lines.firstIndex { $0.hasPrefix(start) } }
        #expect(!places.contains(nil) && places.compactMap { $0 } == places.compactMap { $0 }.sorted(), "\(text)")
    }

    @Test func `the loop is annotated`() {
        let text = explanation(nil).text(style: .ascii)
        #expect(text.contains("The hottest loop, in walk\n"))
        #expect(text.contains(" 2.00  jne 1000         mispredicted 1.00*\n"), "\(text)")
    }
}
