import JSONText
import SeededRandom
import TestSupport
import Testing

@Suite struct JSONTableTests {
    @Test func `a table is written as the array of arrays that it stands for`() {
        for seed in TestSeed.several(100) {
            var random = SeededRandom(seed: seed)
            let columns: [JSONTable.Column] = (0...Int(random.below(3))).map { _ in
                random.below(2) == 0 ? .decimal : .hex(zeros: Int(random.below(4)))
            }
            let rows = (0..<Int(random.below(6))).map { _ in
                columns.map { _ in random.next() >> (1 + random.below(63)) }
            }
            let plain = JSONValue.array(rows.map { row in .array(zip(columns, row).map(Self.plain)) })
            let table = JSONValue.table(JSONTable(columns, rows.flatMap { $0 }))
            #expect(
                JSONValue.object([.init("t", table)]).line == JSONValue.object([.init("t", plain)]).line, "seed \(seed)"
            )
            #expect(
                JSONValue.object([.init("t", table)]).pretty == JSONValue.object([.init("t", plain)]).pretty,
                "seed \(seed)")
            #expect(JSONValue.array([table, 1]).pretty == JSONValue.array([plain, 1]).pretty, "seed \(seed)")
        }
    }

    @Test func `a table longer than the buffer that it is written through is whole`() {
        let numbers = (0..<UInt64(30_000)).map { $0 << 20 }
        let plain = JSONValue.array(numbers.map { .array([.hex($0)]) })
        #expect(JSONValue.table(JSONTable([.hex(zeros: 0)], numbers)).line == plain.line)
    }

    @Test func `a table without columns is empty`() {
        #expect(JSONValue.table(JSONTable([], [1, 2])).line == "[]")
    }

    private static func plain(_ column: JSONTable.Column, _ number: UInt64) -> JSONValue {
        switch column {
        case .decimal: .integer(Int64(number))
        case .hex(let zeros):
            .string("0x" + String(number, radix: 16) + (number == 0 ? "" : String(repeating: "0", count: zeros)))
        }
    }
}
