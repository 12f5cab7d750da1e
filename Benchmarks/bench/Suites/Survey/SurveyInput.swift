import HostReports
import MemoryMaps

struct SurveyInput: Sendable {
    let logs: [[UInt8]]

    init() throws {
        logs = try (1...UInt64(SurveySuite.machines)).map {
            Array(try Recipe(preset: nil, seed: $0, settings: []).kernelLog().utf8)
        }
    }

    /// Mean lines of a log.
    var lines: Int { logs.reduce(0) { $0 + $1.count { $0 == UInt8(ascii: "\n") } } / max(1, logs.count) }

    func row(_ index: Int) -> SurveyRow { SurveyRow(.member(path: "log", bytes: logs[index % logs.count])) }
}
