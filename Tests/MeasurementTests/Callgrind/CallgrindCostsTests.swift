import Testing

@testable import Measurement

@Suite struct CallgrindCostsTests {
    /// Names given once, addresses relative to the line before, a call whose inclusive costs are not the caller's own.
    private static let text = """
        version: 1
        positions: instr
        events: Ir Dr Dw I1mr D1mr D1mw ILmr DLmr DLmw Bc Bcm Bi Bim

        ob=(1) /tmp/x/bench
        fl=(1) ???
        fn=(1) loop
        0x1000 10
        +4 10 10 0 0 3
        +3 10 0 0 0 0 0 0 0 0 10 5
        +2 1
        cob=(2) /lib/libc.so.6
        cfn=(2) malloc
        calls=2 0x5000
        * 400 100
        +200 9
        ob=(2)
        fn=(2)
        0x5000 400 100
        ob=(1)
        fn=(3) loop'2
        0x1000 1

        totals: 441 110 0 0 3 0 0 0 0 10 5
        """

    private let costs = CallgrindCosts(Self.text, figures: [], operations: 10)

    @Test func `costs go to the function and the instruction that had them`() throws {
        #expect(costs.functions.map(\.name) == ["malloc", "loop"])
        let loop = try #require(costs.functions.last)
        #expect(loop.isOwn && !costs.functions[0].isOwn)
        #expect(loop.cost.instructions == 41 && loop.cost.branches == 10 && loop.cost.branchMisses == 5)
        #expect(loop.cost.firstLevelMisses == 3)
        #expect(loop.addresses[0x1000]?.instructions == 11 && loop.addresses[0x1004]?.firstLevelMisses == 3)
        #expect(loop.addresses[0x1009]?.instructions == 1 && loop.addresses[0x10d1]?.instructions == 9)
    }

    @Test func `functions stand under their callers`() throws {
        let text = """
            events: Ir
            fn=(1) run
            0x10 5
            fn=(2) walk'run
            0x20 40
            fn=(3) walk'2'run
            0x20 2
            fn=(4) compare'walk'run
            0x30 30
            fn=(2)
            0x24 3
            """
        let tree = CallgrindCosts(text, figures: [], operations: 1).stacks
        #expect(tree.total == 80 && tree.depth == 4)
        let run = try #require(tree.children.first)
        #expect(run.name == "run" && run.own == 5 && run.children.map(\.name) == ["walk"])
        let walk = run.children[0]
        #expect(walk.own == 45 && walk.total == 75 && walk.children == [CallTree(name: "compare", own: 30)])
        #expect(tree.trimmed.name == "run", "what everything is under says nothing")
    }

    @Test func `a loop is what is executed about as often without a gap`() throws {
        let loop = try #require(costs.functions.last)
        #expect(loop.hottestLoop() == 0x1000...0x1007)
        #expect(loop.hottestLoop(gap: 1000) == 0x1000...0x10d1)
    }

    @Test func `a disassembler's lines are read`() {
        let text = """
            bench:     file format elf64-x86-64

            0000000000001000 <loop>:
                1000:\tmov    (%rax),%rcx
                1007:\tjne    1000 <loop+0x0>
                1009:\tlea    0x10(%rip),%rdi        # 2000 <name>
            """
        #expect(
            MachineCode.parse(text) == [
                MachineCode.Line(address: 0x1000, text: "mov    (%rax),%rcx"),
                MachineCode.Line(address: 0x1007, text: "jne    1000"),
                MachineCode.Line(address: 0x1009, text: "lea    0x10(%rip),%rdi"),
            ])
    }

    @Test func `symbols of Swift become readable, others stay`() {
        #expect(
            SymbolName.readable("$sSi1poiyS2i_SitFZ") == "static Swift.Int.+ infix(Swift.Int, Swift.Int) -> Swift.Int")
        #expect(SymbolName.readable("malloc") == "malloc")
    }
}
