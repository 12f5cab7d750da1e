import Foundation
import JSONText
import Reporting
import Testing

@Suite struct TraceDocumentTests {
    private static func parsed(_ document: TraceDocument) throws -> (root: [String: Any], events: [[String: Any]]) {
        let root = try #require(try JSONSerialization.jsonObject(with: Data(document.text.utf8)) as? [String: Any])
        return (root, try #require(root["traceEvents"] as? [[String: Any]]))
    }

    @Test func `an empty trace is a whole document with its process's name`() throws {
        let (root, events) = try Self.parsed(TraceDocument(name: "start-up", notes: [.init("simulated", true)]))
        #expect(root["displayTimeUnit"] as? String == "ns")
        #expect((root["otherData"] as? [String: Any])?["simulated"] as? Bool == true)
        #expect(events.count == 1)
        #expect(events[0]["ph"] as? String == "M")
        #expect(events[0]["name"] as? String == "process_name")
        #expect((events[0]["args"] as? [String: Any])?["name"] as? String == "start-up")
    }

    @Test func `slices, tracks and counters have the members that viewers ask for`() throws {
        var document = TraceDocument(name: "a \"quoted\" name\n")
        let track = TraceDocument.Track(7)
        document.nameTrack(track, "LP 7")
        document.addSlice(
            "TDMR 0", category: "init", on: track, from: TraceTime(microseconds: 1.5),
            to: TraceTime(microseconds: 1_604.15744),
            arguments: [.init("seamcalls", 256)])
        document.addCounter("usable GiB", 2, at: TraceTime(microseconds: 3))
        #expect(document.eventCount == 5)
        let (_, events) = try Self.parsed(document)
        #expect(events.map { $0["ph"] as? String } == ["M", "M", "M", "X", "C"])
        #expect(events.allSatisfy { $0["pid"] as? Int == 1 && $0["name"] is String })
        #expect(events[1]["tid"] as? Int == 7)
        #expect((events[2]["args"] as? [String: Any])?["sort_index"] as? Int == 7)
        let slice = events[3]
        #expect(slice["tid"] as? Int == 7)
        #expect(slice["cat"] as? String == "init")
        #expect(slice["ts"] as? Double == 1.5)
        #expect(slice["dur"] as? Double == 1_602.65744)
        #expect((slice["args"] as? [String: Any])?["seamcalls"] as? Int == 256)
        #expect(events[4]["ts"] as? Double == 3)
        #expect((events[4]["args"] as? [String: Any])?["usable GiB"] as? Double == 2)
    }

    @Test func `a slice never lasts less than nothing`() throws {
        var document = TraceDocument(name: "t")
        document.addSlice(
            "s", category: "c", on: .init(0), from: TraceTime(microseconds: 2), to: TraceTime(microseconds: 1))
        #expect(try Self.parsed(document).events[1]["dur"] as? Double == 0)
    }
}
