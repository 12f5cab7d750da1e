import Measurement
import PhysicalMemory
import SeededRandom

/// The timed loop, specialised for each access.
final class LoadWorkload<Access: LineAccess>: Workload {
    private let buffer: LineBuffer
    private let access: Access
    private var order: [UInt32] = []

    init(buffer: LineBuffer, access: Access) {
        self.buffer = buffer
        self.access = access
    }

    func refresh(operations: Int, random: inout SeededRandom) {
        let lines = UInt64(buffer.lines)
        if Access.isSequential {
            let start = random.below(lines)
            order = (0..<UInt64(operations)).map { UInt32((start + $0) % lines) }
        } else {
            order = (0..<operations).map { _ in UInt32(random.below(lines)) }
        }
    }

    func run(_ range: Range<Int>) -> UInt64 {
        order.withUnsafeBufferPointer { access.sum(buffer.words, UnsafeBufferPointer(rebasing: $0[range])) }
    }

    func verify(random: inout SeededRandom, within budget: VerifyingBudget) throws(WrongAnswer) {
        for count in [0, 1, 15, 16, 17, 1000] {
            refresh(operations: count, random: &random)
            let (expected, answer) = (buffer.sum(order), run(0..<count))
            guard answer == expected else {
                throw WrongAnswer(AnswerFault.sum(answer, lines: count, expected: expected))
            }
        }
    }

    var footprint: Footprint? { Footprint(ByteCount(UInt64(buffer.lines * 64)), entries: buffer.lines) }
}
