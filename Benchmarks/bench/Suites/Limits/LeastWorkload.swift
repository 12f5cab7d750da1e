import CProbes
import Measurement
import SeededRandom

/// The least work of any algorithm of a family: the input is read once, from first to last, and an answer of the right size is written once. Both lie in memory of the
/// same kind as those of the members: an answer of more than a page in new memory, a smaller one where the one before was, as the allocator would give out the same
/// memory again.
final class LeastWorkload<Element>: Workload {
    /// The name of the limit in every family that has this one.
    static var limitName: String { "read-and-write" }

    private let inputs: [[Element]]
    private let writtenWords: Int
    /// Where small answers are written.
    private var small: [UInt64]
    /// Words of a page.
    private static var mostKept: Int { 512 }
    let unitsPerOperation: Int

    /// - Parameters:
    ///   - inputs: the inputs, one per operation, alternating.
    ///   - writing: bytes of an answer.
    ///   - units: of one operation.
    init(reading inputs: [[Element]], writing bytes: Int, units: Int) {
        self.inputs = inputs
        writtenWords = (bytes + 7) / 8
        small = Array(repeating: 0, count: writtenWords <= Self.mostKept ? writtenWords : 0)
        unitsPerOperation = max(units, 1)
    }

    func run(_ range: Range<Int>) -> UInt64 {
        var total: UInt64 = 0
        for index in range {
            let sum = inputs[index % inputs.count].withUnsafeBytes(Self.sum)
            total &+= writtenWords == 0 ? sum : small.isEmpty ? Self.write(sum, writtenWords) : writeAgain(sum)
            // Every operation by itself: otherwise the compiler would do one and multiply.
            probe_consume(total)
        }
        return total
    }

    @inline(never)
    private static func sum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var total: UInt64 = 0
        for at in stride(from: 0, to: bytes.count & ~7, by: 8) {
            total &+= bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)
        }
        for at in bytes.count & ~7..<bytes.count { total &+= UInt64(bytes[at]) }
        return total
    }

    private func writeAgain(_ sum: UInt64) -> UInt64 {
        for word in small.indices { small[word] = sum }
        small.withUnsafeBytes { probe_consume(UInt64(UInt(bitPattern: $0.baseAddress))) }
        return small[small.count - 1]
    }

    @inline(never)
    private static func write(_ sum: UInt64, _ words: Int) -> UInt64 {
        let answer = [UInt64](repeating: sum, count: words)
        answer.withUnsafeBytes { probe_consume(UInt64(UInt(bitPattern: $0.baseAddress))) }
        return answer[words - 1]
    }

    func verify(random: inout SeededRandom, within budget: VerifyingBudget) throws(WrongAnswer) {
        for (index, input) in inputs.enumerated() {
            let sum = input.withUnsafeBytes { bytes in
                stride(from: 0, to: bytes.count, by: 8).reduce(0 as UInt64) { total, at in
                    guard at + 8 <= bytes.count else { return bytes[at...].reduce(total) { $0 &+ UInt64($1) } }
                    return total &+ bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)
                }
            }
            guard run(index..<index + 1) == sum else { throw WrongAnswer(AnswerFault.incomplete(.input(index))) }
        }
    }
}
