import HostReports
import Measurement
import Reporting
import SafeText
import SystemPackage
import TDXHost

/// Puts the results of a survey's shards together, in the order that one process would have given. Each is read a row at a time.
struct SurveyMerge {
    let paths: [String]

    func run(into output: inout SurveyOutput) throws {
        var parts = try paths.map(SurveyPart.init)
        try order(&parts)
        output.skip(parts.first?.end.summary.skipped ?? 0)
        // Row K of shard I is machine K * N + I: when one shard ends, all the following turns find an end.
        var turn = 0
        while let row = try parts[turn % parts.count].nextRow() {
            try output.add(row)
            turn += 1
        }
        for index in parts.indices { try parts[index].close() }
    }

    /// Sorts the shards and makes sure that each is there once.
    private func order(_ parts: inout [SurveyPart]) throws {
        guard parts.count > 1 || parts.first?.end.shard != nil else { return }
        parts.sort { ($0.end.shard?.first ?? 0) < ($1.end.shard?.first ?? 0) }
        let count = parts[0].end.shard?.last ?? 0
        for (index, part) in parts.enumerated() {
            guard let shard = part.end.shard, shard.count == 2 else { throw part.fault("not the result of a shard") }
            guard shard == [index + 1, count] else {
                throw part.fault(
                    "shard \(shard[0])/\(shard[1]) where \(index + 1)/\(count) was expected: shards are missing or there twice"
                )
            }
        }
        if count != parts.count {
            throw parts[parts.count - 1].fault("\(parts.count) of \(count) shards: the others are missing")
        }
    }
}

/// The result of one shard, or of a whole survey.
struct SurveyPart {
    /// The last line of a result.
    struct End: Decodable {
        struct Summary: Decodable {
            var machines: Int
            var refused: Int
            var noMemory: Int
            var skipped: Int
        }
        var summary: Summary
        var shard: [Int]?

        // A line may have been edited: what wraps round is found not to be the number of rows.
        var rows: Int { summary.machines &+ summary.refused &+ summary.noMemory }
    }

    let path: String
    let end: End
    private let descriptor: FileDescriptor
    private var reader: LineReader
    private var rows = 0

    /// - Throws: bad input for what cannot be read or is not the whole result of a survey.
    init(path: String) throws {
        self.path = path
        do {
            // Without waiting for a writer: a pipe is refused anyway.
            descriptor = try FileDescriptor.open(
                FilePath(argument: path), .readOnly, options: [.closeOnExec, .nonBlocking])
            reader = LineReader(descriptor)
            guard let line = try LineReader.lastLine(of: descriptor),
                let end = try? JSONFile.decode(End.self, from: line, path: path)
            else {
                throw SurveyFault(
                    path: path, line: nil, reason: "no summary at the end: not the whole result of a survey")
            }
            self.end = end
        } catch let error as Errno {
            throw SurveyFault(
                path: path, line: nil,
                reason: error == .illegalSeek ? "results are read twice: a pipe cannot be" : "\(error)")
        }
    }

    /// The next machine; nil at the end.
    mutating func nextRow() throws -> SurveyRow? {
        guard rows < end.rows else { return nil }
        rows += 1
        do {
            guard let line = try reader.next(), line.isWhole else {
                throw fault("row \(rows) of \(end.rows) is missing")
            }
            return try JSONFile.decode(SurveyRow.self, from: line.bytes, path: path)
        } catch let error as FileFault {
            throw fault(error.reason)
        } catch let error as Errno {
            throw fault("\(error)")
        }
    }

    /// Makes sure that all rows were read, and nothing but the summary follows.
    mutating func close() throws {
        guard rows == end.rows else {
            throw fault("a row more than the other shards leave room for: they are not parts of one survey")
        }
        rows += 1
        guard try reader.next() != nil, try reader.next() == nil else {
            throw fault("more rows than its summary counts")
        }
        try descriptor.close()
    }

    func fault(_ reason: String) -> SurveyFault {
        SurveyFault(path: path, line: rows == 0 ? end.rows + 1 : rows, reason: reason)
    }
}
