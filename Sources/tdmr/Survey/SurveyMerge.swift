import HostReports
import Measurement
import Reporting
import SystemPackage
import TDXHost

/// Joins the results of a survey's shards, in the order of a single process. Each is read a row at a time.
struct SurveyMerge {
    let paths: [String]

    func run(into output: inout SurveyOutput) throws {
        var parts = try paths.map(SurveyPart.init)
        try order(&parts)
        output.skip(parts.first?.end.summary.skipped ?? 0)
        // Row K of shard I is machine K * N + I: when one shard has ended, all following reads find an end.
        var turn = 0
        while let row = try parts[turn % parts.count].nextRow() {
            try output.add(row)
            turn += 1
        }
        for index in parts.indices { try parts[index].close() }
    }

    /// Sorts the shards and checks that each is there once.
    private func order(_ parts: inout [SurveyPart]) throws {
        guard parts.count > 1 || parts.first?.end.shard != nil else { return }
        parts.sort { ($0.end.shard?.first ?? 0) < ($1.end.shard?.first ?? 0) }
        let count = parts[0].end.shard?.last ?? 0
        for (index, part) in parts.enumerated() {
            guard let shard = part.end.shard, shard.count == 2 else { throw part.fault(.noShard) }
            guard shard == [index + 1, count] else {
                throw part.fault(.otherShard(found: shard, expected: [index + 1, count]))
            }
        }
        if count != parts.count {
            throw parts[parts.count - 1].fault(.shardsMissing(present: parts.count, of: count))
        }
    }
}
