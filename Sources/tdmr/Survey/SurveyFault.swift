import Measurement
import SystemPackage

/// A result of a survey that cannot be used.
struct SurveyFault: BadInput {
    var path: String
    var line: Int?
    var problem: Problem

    enum Problem {
        case noFile
        case noSummary
        case isPipe
        case unreadable(Errno)
        case rowMissing(number: Int, of: Int)
        case badRow(FileFault)
        /// This shard has a row that comes after the end of another one.
        case rowBeyondOtherShards
        case moreRowsThanCounted
        case noShard
        case otherShard(found: [Int], expected: [Int])
        case shardsMissing(present: Int, of: Int)
        /// `--resume`: the row is not of the machine that comes next.
        case rowOfAnother(row: String, expected: String)
        /// `--resume`: no machine is left for the row.
        case rowOfNone(row: String)
    }

    var badInputLine: String { line.map { "\(path):\($0): \(problem)" } ?? "\(path): \(problem)" }
}

extension SurveyFault.Problem: CustomStringConvertible {
    var description: String {
        switch self {
        case .noFile: "no file to survey"
        case .noSummary: "no summary at the end: not the whole result of a survey"
        case .isPipe: "results are read twice: a pipe cannot be"
        case .unreadable(let errno): "\(errno)"
        case .rowMissing(let number, let count): "row \(number) of \(count) is missing"
        case .badRow(let fault): "\(fault.problem)"
        case .rowBeyondOtherShards:
            "a row more than the other shards leave room for: they are not parts of one survey"
        case .moreRowsThanCounted: "more rows than its summary counts"
        case .noShard: "not the result of a shard"
        case .otherShard(let found, let expected):
            "shard \(found[0])/\(found[1]) where \(expected[0])/\(expected[1]) was expected: shards are missing or there twice"
        case .shardsMissing(let present, let count): "\(present) of \(count) shards: the others are missing"
        case .rowOfAnother(let row, let expected): "row of \(row), but this survey comes to \(expected)"
        case .rowOfNone(let row): "row of \(row), which this survey does not come to"
        }
    }
}
