import MemoryMaps
import Measurement
import PhysicalMemory
import SeededRandom
import TDMRConstruction
import TDXModule

/// Building the memory list. An operation is one build, freeing not included; a unit is one region.
enum MemlistSuite {
    static let family = Family(
        name: "memlist", summary: "from memory regions to the memory list", operation: "build", unit: "region", reference: "linked-list",
        groups: sizes.flatMap { size in
            let dataset = BenchmarkGroup.Dataset("random-\(size)", size: size, series: "random")
            let tier: BenchmarkGroup.Tier = size <= 1 << 20 ? .standard : .extended
            return [
                BenchmarkGroup(dataset: dataset, mode: "plain", tier: tier, contenders: contenders(checked: false) + [copyLimit]) {
                    MemlistInput(regions: size, cmrs: 0)
                },
                BenchmarkGroup(
                    dataset: dataset, mode: "cmr", tier: tier, reference: "linked-list+cmr-scan", contenders: contenders(checked: true)
                ) { MemlistInput(regions: size, cmrs: 32) },
            ]
        })

    private static let sizes = [16, 256, 4096, 1 << 16, 1 << 20, 1 << 22]

    private static func contenders(checked: Bool) -> [Contender<MemlistInput>] {
        MemlistBuilders.all.filter { $0.checksConvertibility == checked }.map { contender($0) }
    }

    private static func contender<Builder: MemlistBuilder>(_ builder: Builder.Type) -> Contender<MemlistInput> {
        Contender(builder.name) { BuildWorkload<Builder>(input: $0) }
    }

    /// The regions written once more, unchanged and unchecked.
    private static let copyLimit = Contender<MemlistInput>("copy", role: .limit) { CopyWorkload(input: $0) }
}

/// Regions, CMRs around them, and the list the rules ask for.
final class MemlistInput {
    let regions: [MemoryRegion]
    let cmrs: [CMR]
    let expected: [MemoryRegion]

    /// - Parameter cmrs: how many equally long stretches of regions get a CMR of their own.
    init(regions count: Int, cmrs cmrCount: Int) {
        let regions = MemlistShape.random.memlist(count: count, seed: 1)
        let stretch = max(1, (count + cmrCount - 1) / max(1, cmrCount))
        self.regions = regions
        cmrs = cmrCount == 0 ? [] : stride(from: 0, to: count, by: stretch).map { first in
            let (start, end) = (regions[first].start, regions[min(first + stretch, count) - 1].end)
            return CMR(base: start.address, size: .pages(end - start))
        }
        // Regions of this shape lie above 1 MiB, ascend and are not empty: the list is the regions, and each is in its CMR.
        expected = regions
    }
}

/// Builds the list again and again; the lists are freed between samples.
final class BuildWorkload<Builder: MemlistBuilder>: Workload {
    private let input: MemlistInput
    private var built: [Builder.List] = []

    init(input: MemlistInput) { self.input = input }

    func refresh(operations: Int, random: inout SeededRandom) {
        built = []
        built.reserveCapacity(operations)
    }

    func run(_ range: Range<Int>) -> UInt64 {
        var total: UInt64 = 0
        for _ in range {
            guard let list = try? Builder.build(input.regions, cmrs: input.cmrs) else { return 0 }
            total &+= UInt64(list.count)
            built.append(list)
        }
        return total
    }

    func verify(random: inout SeededRandom) throws(WrongAnswer) {
        do {
            let list = try Builder.build(input.regions, cmrs: input.cmrs)
            guard list.entries == input.expected else { throw WrongAnswer("\(Builder.name) built another list") }
            try verifyEdges(&random)
        } catch let error as WrongAnswer {
            throw error
        } catch {
            throw WrongAnswer("\(Builder.name) refused the regions: \(error)")
        }
    }

    /// The special cases: regions below and across 1 MiB, touching ones, and one that is not convertible.
    private func verifyEdges(_ random: inout SeededRandom) throws {
        for _ in 0..<50 {
            var at = random.below(300)
            var regions: [MemoryRegion] = []
            for _ in 0..<random.below(12) {
                at += random.below(3) * random.below(100)
                let end = at + 1 + random.below(200)
                regions.append(MemoryRegion(pages: PageRange(at, end), node: NodeID(UInt32(random.below(2)))))
                at = end
            }
            let cmrs = [CMR(base: PhysicalAddress(0), size: .pages(200 + random.below(600))), CMR(base: PageFrame(800).address, size: .pages(5000))]
            let expected = Result { () throws(ConstructionError) in
                try MemlistOracle.entries(regions, cmrs: Builder.checksConvertibility ? cmrs : nil)
            }
            let answer = Result { () throws(ConstructionError) in try Builder.build(regions, cmrs: cmrs).entries }
            guard answer == expected else { throw WrongAnswer("\(Builder.name) answers \(answer) for \(regions), not \(expected)") }
        }
    }

    var unitsPerOperation: Int { input.regions.count }

    var footprint: Footprint? {
        guard let list = try? Builder.build(input.regions, cmrs: input.cmrs) else { return nil }
        return Footprint(bytes: list.sizeInBytes, entries: list.count)
    }
}

/// One copy of the regions: what reading and writing them costs.
final class CopyWorkload: Workload {
    private let input: MemlistInput
    private var copies: [[MemoryRegion]] = []

    init(input: MemlistInput) { self.input = input }

    func refresh(operations: Int, random: inout SeededRandom) {
        copies = []
        copies.reserveCapacity(operations)
    }

    func run(_ range: Range<Int>) -> UInt64 {
        for _ in range {
            copies.append([MemoryRegion](unsafeUninitializedCapacity: input.regions.count) { buffer, count in
                count = buffer.initialize(fromContentsOf: input.regions)
            })
        }
        return UInt64(copies.last?.count ?? 0)
    }

    func verify(random: inout SeededRandom) throws(WrongAnswer) {
        refresh(operations: 1, random: &random)
        _ = run(0..<1)
        guard copies == [input.regions] else { throw WrongAnswer("the copy differs") }
    }

    var unitsPerOperation: Int { input.regions.count }
}
