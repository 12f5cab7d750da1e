import HostReports
import Measurement
import Reporting
import SystemPackage
import TDXHost

/// Puts the results of a survey's shards together, in the order that one process would have given.
struct SurveyMerge {
    let paths: [String]

    /// The last line of a shard's result.
    private struct End: Decodable {
        struct Summary: Decodable { var skipped: Int }
        var summary: Summary
        var shard: [Int]?
    }

    private struct Part {
        var path: String
        var lines: [ArraySlice<UInt8>]
        var end: End
        var next = 0
    }

    func run(into output: inout SurveyOutput) throws {
        var parts = try paths.map(Self.part)
        try order(&parts)
        output.skip(parts.first?.end.summary.skipped ?? 0)
        var turn = 0
        while parts.contains(where: { $0.next < $0.lines.count }) {
            let index = turn % parts.count
            turn += 1
            guard parts[index].next < parts[index].lines.count else { continue }
            let part = parts[index]
            do {
                try output.add(JSONFile.decode(SurveyRow.self, from: Array(part.lines[part.next]), path: part.path))
            } catch let fault as FileFault {
                throw SurveyFault(path: part.path, line: part.next + 1, reason: fault.reason)
            }
            parts[index].next += 1
        }
    }

    private static func part(_ path: String) throws -> Part {
        let bytes: [UInt8]
        do { bytes = try ResultFile.bytes(of: FilePath(path)) } catch { throw SurveyFault(path: path, line: nil, reason: error.reason) }
        var lines = bytes.split(separator: UInt8(ascii: "\n"))
        guard let last = lines.popLast(), let end = try? JSONFile.decode(End.self, from: Array(last), path: path) else {
            throw SurveyFault(path: path, line: max(1, lines.count + 1), reason: "no summary at the end: not the whole result of a survey")
        }
        return Part(path: path, lines: lines, end: end)
    }

    /// Sorts the shards and makes sure that each is there once.
    private func order(_ parts: inout [Part]) throws {
        guard parts.count > 1 || parts.first?.end.shard != nil else { return }
        parts.sort { ($0.end.shard?.first ?? 0) < ($1.end.shard?.first ?? 0) }
        for (index, part) in parts.enumerated() {
            guard let shard = part.end.shard, shard.count == 2 else { throw SurveyFault(path: part.path, line: part.lines.count + 1, reason: "not the result of a shard") }
            guard shard[1] == parts[0].end.shard?[1], shard[0] == index + 1 else {
                throw SurveyFault(path: part.path, line: part.lines.count + 1, reason: "shard \(shard[0])/\(shard[1]) where \(index + 1)/\(parts[0].end.shard?[1] ?? 0) was expected: shards are missing or there twice")
            }
        }
        if let count = parts[0].end.shard?[1], count != parts.count {
            throw SurveyFault(path: parts[parts.count - 1].path, line: 1, reason: "\(parts.count) of \(count) shards: the others are missing")
        }
    }
}
