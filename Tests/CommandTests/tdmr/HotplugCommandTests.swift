import Foundation
import Testing
import TestSupport

@Suite struct HotplugCommandTests {
    private struct Answer: Decodable {
        struct Policy: Decodable {
            struct Message: Decodable {
                var errno: String
                var text: String?
                var count: Int
            }
            var policy: String
            var tdx: String
            var outside_the_machine: Int
            var wrongly_accepted: Int
            var lookups: Int
            var messages: [Message]
        }
        var block_size: String
        var events: Int
        var policies: [Policy]
    }

    private let folder: TemporaryFolder
    private let map: String

    init() throws {
        folder = try TemporaryFolder()
        map = try folder.file(
            "machine.tdxmap",
            """
            tdxmap 1
            memory 0x100000000 0x800000000 0
            memory 0x800000000 0x1000000000 1
            cmr 0x100000000 0x1000000000

            """)
    }

    private func hotplug(_ arguments: String...) throws -> BuiltProduct.Outcome {
        try BuiltProduct.tdmr.run(["hotplug", map] + arguments)
    }

    @Test func `all policies answer side by side when none is named`() throws {
        let trace = try folder.file(
            "day.trace",
            """
            hotplug-trace 1
            block 0x8000000
            add 0x1000000000 0x2000000000 2 driver
            online 0x10000000000000 0x10000008000000
            remove 0x100000000 0x108000000

            """)
        let outcome = try hotplug(trace, "--format", "json")
        #expect(outcome.exitCode == 0, "\(outcome.standardError)")
        let answer = try JSONDecoder().decode(Answer.self, from: outcome.outputBytes)
        #expect(answer.block_size == "0x8000000")
        #expect(answer.policies.map(\.policy).prefix(3) == ["linux", "linux-union", "whole-range"])
        #expect(answer.policies.count == 7)
        #expect(answer.policies.allSatisfy { $0.outside_the_machine == 1 && $0.tdx == "on" })
        #expect(answer.policies[0].lookups == 512)
        #expect(answer.policies[0].messages.map(\.count) == [512])
        #expect(answer.policies.map(\.wrongly_accepted) == [1, 1, 1, 1, 0, 0, 0])

        let text = try hotplug(trace, "--policy", "linux", "--policy", "whole-range").standardOutput
        #expect(text.contains("512 x EPERM without a message"))
        #expect(text.contains("virt/tdx: memory [0x1000000000, 0x2000000000) is not usable by TDX and stays offline"))
        #expect(!text.contains("winner-takes-all"))
    }

    @Test func `the funky case shows both answers`() throws {
        let outcome = try hotplug("--scenario", "funky", "--policy", "whole-range")
        #expect(outcome.exitCode == 0)
        #expect(
            outcome.standardOutput.contains("refused; wrongly refused; inside one entry: no, inside the union: yes"))
    }

    @Test func `a made trace can be kept and read`() throws {
        let trace = folder.url.appending(path: "kept.trace").path
        let made = try hotplug("--events", "50", "--seed", "9", "--emit-trace", trace, "--format", "json")
        let read = try hotplug(trace, "--format", "json")
        let (first, second) = try (
            JSONDecoder().decode(Answer.self, from: made.outputBytes),
            JSONDecoder().decode(Answer.self, from: read.outputBytes)
        )
        #expect(first.events == 50)
        #expect(first.policies.map(\.lookups) == second.policies.map(\.lookups))
    }

    @Test func `a syntax error is bad input`() throws {
        let trace = try folder.file("bad.trace", "hotplug-trace 1\nonline 0x1000\n")
        let outcome = try hotplug(trace)
        #expect(outcome.exitCode == 65)
        #expect(outcome.standardOutput.isEmpty)
        #expect(outcome.standardError == "\(trace):2: 'online' takes 2 numbers, found 1\n")
    }

    @Test(arguments: [
        ["--policy", "nosuch"], ["--scenario", "nosuch"], ["--block-size", "100"], ["--events", "-1"],
        ["t", "--scenario", "cxl"], ["-", "-"],
    ])
    func `usage errors leave with 64`(_ arguments: [String]) throws {
        let outcome = try BuiltProduct.tdmr.run(["hotplug"] + (arguments == ["-", "-"] ? [] : [map]) + arguments)
        #expect(outcome.exitCode == 64)
        #expect(outcome.standardOutput.isEmpty)
    }

    @Test func `events that the machine has no place for are a usage error`() throws {
        let lone = try folder.file("lone.tdxmap", "tdxmap 1\nmemory 0x100000000 0x800000000 0\n")
        let outcome = try BuiltProduct.tdmr.run(["hotplug", lone, "--scenario", "funky"])
        #expect(outcome.exitCode == 64)
        #expect(outcome.standardError.contains("no two nodes of this machine touch"))
    }
}
