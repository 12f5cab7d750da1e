import HostReports
import Measurement
import Reporting
import SafeText
import SystemPackage
import TDXHost

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

        // A line may have been edited: a wrapped number will not match the number of rows.
        var rows: Int { summary.machines &+ summary.refused &+ summary.noMemory }
    }

    let path: String
    let end: End
    private let descriptor: FileDescriptor
    private var reader: LineReader
    private var rows = 0

    /// - Throws: bad input for a file that cannot be read or is not the complete result of a survey.
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
                throw SurveyFault(path: path, problem: .noSummary)
            }
            self.end = end
        } catch let error as Errno {
            throw SurveyFault(path: path, problem: error == .illegalSeek ? .isPipe : .unreadable(error))
        }
    }

    /// The next machine; nil at the end.
    mutating func nextRow() throws -> SurveyRow? {
        guard rows < end.rows else { return nil }
        rows += 1
        do {
            guard let line = try reader.next(), line.isWhole else {
                throw fault(.rowMissing(number: rows, of: end.rows))
            }
            return try JSONFile.decode(SurveyRow.self, from: line.bytes, path: path)
        } catch let error as FileFault {
            throw fault(.badRow(error))
        } catch let error as Errno {
            throw fault(.unreadable(error))
        }
    }

    /// Checks that all rows were read and only the summary follows.
    mutating func close() throws {
        guard rows == end.rows else {
            throw fault(.rowBeyondOtherShards)
        }
        rows += 1
        guard try reader.next() != nil, try reader.next() == nil else {
            throw fault(.moreRowsThanCounted)
        }
        try descriptor.close()
    }

    func fault(_ problem: SurveyFault.Problem) -> SurveyFault {
        SurveyFault(path: path, line: rows == 0 ? end.rows + 1 : rows, problem: problem)
    }
}
