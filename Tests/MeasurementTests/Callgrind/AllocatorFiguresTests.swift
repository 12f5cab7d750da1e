import CProbes
import SeededRandom
import Testing

@testable import Measurement

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// In copies of the process, as the counted cases are: what watches the allocator stays until the process ends.
@Suite struct AllocatorFiguresTests {
    /// Allocates as told in C's own words, with no help of the compiler's that would allocate as well.
    private final class Allocating: Workload {
        private let sizes: UnsafeMutableBufferPointer<Int>
        private let kept = UnsafeMutablePointer<UnsafeMutableRawPointer?>.allocate(capacity: 1000)
        private let keeps: Bool

        /// - Parameter sizes: bytes that an operation allocates one after the other.
        init(_ sizes: [Int], keeps: Bool = false) {
            self.sizes = .allocate(capacity: sizes.count)
            _ = self.sizes.initialize(from: sizes)
            self.keeps = keeps
        }

        deinit {
            sizes.deallocate()
            kept.deallocate()
        }

        func run(_ range: Range<Int>) -> UInt64 {
            let (sizes, kept, keeps) = (self.sizes, self.kept, self.keeps)
            var operation = range.lowerBound
            while operation < range.upperBound {
                var place = 0
                while place < sizes.count {
                    let memory = malloc(sizes[place])
                    if keeps { kept[operation * sizes.count + place] = memory } else { free(memory) }
                    place += 1
                }
                operation += 1
            }
            return 0
        }
        func verify(random: inout SeededRandom, within budget: VerifyingBudget) {}
    }

    private func figures(_ workload: Allocating, operations: Int) throws -> AllocatorFigures? {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let dumps = folder.path.appending("counts").string
        let box = Box(workload, operations, dumps)
        let code = probe_in_copy(
            { context in
                guard let context else { return }
                let box = Unmanaged<Box>.fromOpaque(context).takeUnretainedValue()
                AllocatorFigures(counting: box.workload, operations: box.operations, seed: 1, name: "a/b/c/d")?
                    .write(to: box.dumps)
            }, Unmanaged.passUnretained(box).toOpaque())
        withExtendedLifetime(box) {}
        try #require(code == 0)
        return SmallFile.read(dumps + AllocatorFigures.suffix).flatMap { AllocatorFigures($0) }
    }

    private final class Box {
        let workload: Allocating
        let operations: Int
        let dumps: String

        init(_ workload: Allocating, _ operations: Int, _ dumps: String) {
            (self.workload, self.operations, self.dumps) = (workload, operations, dumps)
        }
    }

    @Test func `every allocation of an operation is counted, and none is where there is none`() throws {
        let none = try #require(try figures(Allocating([]), operations: 10))
        #expect(none.calls == 0 && none.peak == 0)
        let some = try #require(try figures(Allocating([1000, 50, 2000]), operations: 10))
        #expect(some.calls == 30)
        // One at a time; the allocator rounds up to 8 bytes beyond a multiple of 16.
        #expect(some.peak >= 2000 && some.peak <= 2024)
        let keeping = try #require(try figures(Allocating([1000, 50, 2000], keeps: true), operations: 10))
        #expect(keeping.calls == 30 && keeping.peak >= 3050 && keeping.peak <= 3120, "\(keeping)")
        #expect(try figures(Allocating([1000, 50, 2000], keeps: true), operations: 10) == keeping, "not exact")
    }

    @Test func `what is no line of it is none`() {
        #expect(AllocatorFigures("allocator: a/b/c/d 30 10 2008\n")?.figures.map(\.value) == [3, 2008])
        for text in ["", "allocator: a/b/c/d 30 0 1", "allocator: a/b/c/d 30 10", "events: Ir"] {
            #expect(AllocatorFigures(text) == nil)
        }
    }
}
