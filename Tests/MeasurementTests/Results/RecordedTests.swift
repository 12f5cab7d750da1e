import Foundation
import Testing

@testable import Measurement

@Suite struct RecordedTests {
    @Test func `a fact is written as its sentence, and what is read back equals it`() throws {
        let fact = Recorded.fact(CounterFault.noPMU)
        let bytes = try JSONEncoder().encode([fact])
        #expect(String(decoding: bytes, as: UTF8.self) == #"["no PMU in this VM (perf_event_open: ENOENT)"]"#)
        let back = try JSONDecoder().decode([Recorded<CounterFault>].self, from: bytes)
        #expect(back == [fact] && back[0].hashValue == fact.hashValue)
        guard case .sentence? = back.first else {
            Issue.record("a file holds the sentence alone")
            return
        }
        #expect(fact != .fact(.negative) && back[0] != .sentence("no PMU"))
    }

    @Test func `figures of which a counter has none are written with the sentence`() throws {
        let figure = CounterFigure(counter: "cycles", value: nil, reason: .fact(.forbidden(paranoid: "3")))
        let bytes = try JSONEncoder().encode(figure)
        #expect(String(decoding: bytes, as: UTF8.self).contains(#""reason":"perf_event_paranoid=3""#))
        #expect(try JSONDecoder().decode(CounterFigure.self, from: bytes) == figure)
    }
}
