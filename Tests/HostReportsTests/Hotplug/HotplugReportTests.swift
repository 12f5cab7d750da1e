import Foundation
import HostReports
import MemoryMaps
import TDXHost
import TestSupport
import Testing

@Suite struct HotplugReportTests {
    private static func comparison() throws -> HotplugComparison {
        let trace = try HotplugTraceReader.read(Fixtures.datasets.appending(path: "hotplug/day-cxl-2s.trace").path)
        let machine = HotplugMachine(try Recipe(preset: "cxl-2s").map(), blockSize: trace.blockSize)
        return HotplugComparison(trace, on: machine, policies: HotplugPolicies.all)
    }

    @Test func `every event of a trace is in one count of its policy, and what is noted says what went wrong`() throws {
        let comparison = try Self.comparison()
        let line = comparison.json(map: "a \"map\"", trace: "day").line
        #expect(!line.contains("\n"))
        let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        #expect(object["map"] as? String == "a \"map\"" && object["trace"] as? String == "day")
        let events = try #require(object["events"] as? Int)
        let policies = try #require(object["policies"] as? [[String: Any]])
        #expect(policies.map { $0["policy"] as? String } == HotplugPolicies.all.map(\.name))
        for policy in policies {
            func count(_ name: String) -> Int { policy[name] as? Int ?? -1 }
            let name = policy["policy"] as? String ?? ""
            let outcomes = ["accepted", "refused", "partly", "nothing_to_do", "impossible"].map(count)
            #expect(outcomes.reduce(0, +) == events, "\(name)")
            let noted = try #require(policy["noted"] as? [[String: Any]])
            #expect(
                noted.count { $0["wrong"] as? Bool == true } == count("wrongly_accepted") + count("wrongly_refused"),
                "\(name)")
            let messages = try #require(policy["messages"] as? [[String: Any]])
            let counts = messages.compactMap { $0["count"] as? Int }
            #expect(counts == counts.sorted(by: >), "\(name)")
            // What the trace is there to show: Linux refuses 40 blocks for not being convertible, and gives no reason but EPERM.
            if name == "linux" {
                let refused = messages.filter { $0["errno"] as? String == "EPERM" }.compactMap { $0["count"] as? Int }
                #expect(refused.reduce(0, +) == 40)
                #expect(count("wrongly_accepted") == 1)
            }
        }
    }

    @Test func `a sentence names the outcome, the node of its own and the harm`() throws {
        var (wrong, impossible) = (0, 0)
        for tally in try Self.comparison().tallies {
            for result in tally.noted {
                #expect(!result.sentence.contains("\n"))
                #expect(result.sentence.contains("wrongly accepted") == result.isWronglyAccepted, "\(result.sentence)")
                #expect(result.sentence.contains("wrongly refused") == result.isWronglyRefused, "\(result.sentence)")
                #expect(result.sentence.contains("of its own") == (result.splitTo != nil), "\(result.sentence)")
                if case .impossible(let obstacle) = result.outcome {
                    #expect(result.sentence.hasPrefix("impossible: \(obstacle)"))
                    impossible += 1
                }
                if result.isWronglyAccepted { wrong += 1 }
            }
        }
        #expect(wrong > 0)
        #expect(impossible > 0)
    }
}
