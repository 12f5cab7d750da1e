import Foundation
import PhysicalMemory
import SeededRandom
import TDXModule
import TestSupport
import Testing

@testable import TDMRConstruction

/// The construction in C under the address and undefined-behaviour sanitizers: it answers every vector and random machine as the one in Swift does, byte for byte.
///
/// A program that replays machines is compiled with clang; where there is none, nothing is tested.
@Suite struct KernelSizedSanitizerTests {
    private struct Case {
        var description: String
        var answer: String
    }

    /// The machine as the program reads it, and what it should print.
    private static func makeCase(_ input: ConstructionInput, processors: Int) -> Case {
        let memlist = input.memlist
        let cmrs = input.cmrs?.map(\.wholePages).filter { !$0.isEmpty } ?? memlist.map(\.pages)
        let sizes = input.pamtSizes
        let weight = CostModel.standard.granuleWeight(input.pamt)
        var builder = KernelSizedBuilder(
            cmrs: cmrs, limits: input.limits, sizes: sizes, granuleWeight: weight, processors: processors)
        var allocator = ContigPageAllocator(memory: input.regions, smallestRun: .page)
        var answers: [UInt64] = []
        func allocate(_ pages: UInt64, _ node: NodeID) -> PageFrame? {
            let frame = allocator.allocate(.pages(pages), node: node)
            answers += [pages, UInt64(node.rawValue), frame?.rawValue ?? .max]
            return frame
        }
        var answer = "0"
        do throws(ConstructionError) {
            try builder.sweep(memlist)
            try builder.allocateByNode(allocate)
            builder.cut()
            try builder.placeTables(allocate)
            for t in builder.stretches {
                answer += " \(t.start)-\(t.end) node \(t.node) at \(t.tables?.rawValue ?? .max) spare \(t.spare)"
                for area in t.areas { answer += " \(area.start.rawValue)..\(area.end.rawValue)" }
            }
        } catch {
            answer =
                switch error {
                case .impossible(.noMemory): "1"
                case .impossible: "2"
                case .tdmrsExhausted: "3"
                case .reservedAreasExhausted: "4"
                default: "5"
                }
        }
        var numbers: [UInt64] =
            [UInt64(memlist.count)]
            + memlist.flatMap { [$0.start.rawValue, $0.end.rawValue, UInt64($0.node.rawValue)] }
        numbers += [UInt64(cmrs.count)] + cmrs.flatMap { [$0.start.rawValue, $0.end.rawValue] }
        numbers += [UInt64(input.limits.maxTDMRs), UInt64(input.limits.maxReservedAreas)]
        numbers +=
            [PAMTLevel.page4K, .page2M, .page1G].map { sizes.perGranule($0).rawValue } + [weight, UInt64(processors)]
        numbers += [UInt64(answers.count / 3)] + answers
        return Case(description: numbers.map(String.init).joined(separator: " "), answer: answer)
    }

    private static let clang = Programs.path("clang")

    private static func compile(into folder: URL) throws -> URL {
        let program = folder.appending(path: "replay")
        let root = Fixtures.packageRoot
        let sources = ["Sources/CKernelTDMR/kernel_tdmr.c", "Tests/Fixtures/kernel-sized/replay.c"].map {
            root.appending(path: $0).path
        }
        let clang = Process()
        clang.executableURL = URL(filePath: try #require(Self.clang))
        clang.arguments =
            [
                "-std=c11", "-Wall", "-Wextra", "-Werror", "-g", "-O1", "-fsanitize=address,undefined",
                "-fno-sanitize-recover=all",
                "-I", root.appending(path: "Sources/CKernelTDMR/include").path, "-o", program.path,
            ] + sources
        try clang.run()
        clang.waitUntilExit()
        try #require(clang.terminationStatus == 0)
        return program
    }

    private static func replay(_ cases: [Case], _ program: URL, _ folder: URL) throws -> [Substring] {
        let file = folder.appending(path: "machines")
        try ("\(cases.count)\n" + cases.map(\.description).joined(separator: "\n") + "\n").write(
            to: file, atomically: true, encoding: .utf8)
        let output = folder.appending(path: "answers")
        try Data().write(to: output)
        let process = Process()
        process.executableURL = program
        process.standardInput = try FileHandle(forReadingFrom: file)
        process.standardOutput = try FileHandle(forWritingTo: output)
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return try String(contentsOf: output, encoding: .utf8).split(separator: "\n")
    }

    @Test(.enabled(if: clang != nil))
    func `every vector and random machine is answered alike, and no sanitizer complains`() throws {
        let scratch = try TemporaryFolder()
        let folder = scratch.url
        let program = try Self.compile(into: folder)

        var cases: [Case] = []
        for vector in LinuxVector.dynamic {
            for pamt in PAMTMode.allCases {
                for cmrs in [vector.cmrs.isEmpty ? nil : vector.cmrs, nil] {
                    cases.append(
                        Self.makeCase(
                            ConstructionInput(regions: vector.memory, cmrs: cmrs, limits: vector.limits, pamt: pamt),
                            processors: 64))
                }
            }
        }
        let seed = TestSeed.next()
        var machines = MachineMaker(seed: seed)
        var random = SeededRandom(seed: seed)
        var left = Int(KernelSizedTests.machineCount)
        while left > 0 || !cases.isEmpty {
            for _ in 0..<min(left, 10_000) {
                var input = machines.adversarial()
                if random.below(4) > 0 { input.cmrs = nil }
                if random.below(3) > 0 { input.limits = .standard }
                input.cmrs = input.cmrs?.sorted { $0.base < $1.base }
                input.pamt = random.below(2) == 0 ? .static : .dynamic
                cases.append(Self.makeCase(input, processors: Int(1 + random.below(80))))
            }
            left -= min(left, 10_000)
            let answers = try Self.replay(cases, program, folder)
            #expect(answers.count == cases.count)
            for (index, (item, answer)) in zip(cases, answers).enumerated() where item.answer != answer {
                Issue.record(
                    "seed \(seed), case \(index) of this round: Swift \(item.answer), C \(answer), machine \(item.description)"
                )
                return
            }
            cases = []
        }
    }
}
