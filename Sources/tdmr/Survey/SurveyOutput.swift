import HostReports
import JSONText
import Measurement
import Reporting
import SystemPackage
import TDXHost

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Where the rows of a survey go: printed as they come, or kept as a summary.
struct SurveyOutput {
    private let format: SurveyCommand.Format
    private let shard: Shard?
    private(set) var summary = SurveySummary()
    private var lines: SurveyFile?
    /// Paths of rows that an earlier run wrote, in order, and how many were met again.
    private var earlier: [String] = []
    private var met = 0
    private var hasHeader = false

    /// - Throws: bad input where the file to go on with is not that of this survey.
    init(format: SurveyCommand.Format, file: String?, resumes: Bool, shard: Shard?) throws {
        self.format = format
        self.shard = shard
        guard let file else { return }
        let lines = try SurveyFile(file, resumes: resumes)
        for row in lines.earlier {
            summary.add(row)
            earlier.append(row.path)
        }
        self.lines = lines
    }

    mutating func skip() { summary.skipped += 1 }

    mutating func skip(_ count: Int) { summary.skipped += count }

    /// Whether the next row was written by an earlier run.
    /// - Throws: bad input if that run was one over other machines.
    mutating func alreadyHas(_ path: String) throws -> Bool {
        guard met < earlier.count else { return false }
        guard earlier[met] == path else { throw SurveyFault(path: lines?.path ?? "", line: met + 1, reason: "row of \(earlier[met]), but this survey comes to \(path)") }
        met += 1
        return true
    }

    mutating func add(_ row: SurveyRow) throws {
        summary.add(row)
        switch format {
        case .json: try write(row.json.line)
        case .csv:
            if !hasHeader { try write(SurveyRow.columns) }
            hasHeader = true
            try write(row.commaSeparated)
        case .text, .html: break
        }
    }

    mutating func finish() throws {
        switch format {
        case .json:
            var members = [JSONValue.Member("summary", summary.json)]
            if let shard { members.append(.init("shard", .array([JSONValue(shard.index), JSONValue(shard.count)]))) }
            try write(JSONValue.object(members).line)
            try lines?.finish()
        case .csv: if !hasHeader { try write(SurveyRow.columns) }
        case .text: try StandardOutput.print(SurveyText(summary).text)
        case .html: try StandardOutput.write(SurveyPage(summary).html.utf8)
        }
    }

    private mutating func write(_ line: String) throws {
        if lines != nil { try lines?.write(line) } else { try StandardOutput.print(line) }
    }
}

/// A survey's result on its way into a file: it has another name until it is whole.
struct SurveyFile {
    let path: String
    private let partial: FilePath
    private let descriptor: FileDescriptor
    /// Rows of an earlier run.
    let earlier: [SurveyRow]

    /// - Throws: `SurveyFault`.
    init(_ path: String, resumes: Bool) throws {
        self.path = path
        partial = FilePath(path + ".partial")
        do {
            var kept = 0
            var rows: [SurveyRow] = []
            if resumes, let bytes = try? ResultFile.bytes(of: partial) { (rows, kept) = Self.wholeRows(bytes) }
            earlier = rows
            descriptor = try FileDescriptor.open(partial, .writeOnly, options: .create, permissions: [.ownerReadWrite, .groupRead, .otherRead])
            try descriptor.resize(to: Int64(kept))
            try descriptor.seek(offset: 0, from: .end)
        } catch let error as Errno {
            throw SurveyFault(path: path, line: nil, reason: "\(error)")
        }
    }

    func write(_ line: String) throws { try descriptor.writeAll((line + "\n").utf8) }

    /// Gives the file its name.
    func finish() throws {
        try descriptor.close()
        let bytes = try ResultFile.bytes(of: partial)
        try AtomicFile.write(bytes, to: FilePath(path), existing: .replace)
        unlink(partial.string)
    }

    /// The rows up to the first line that is torn or no row, and where they end.
    private static func wholeRows(_ bytes: [UInt8]) -> ([SurveyRow], Int) {
        var rows: [SurveyRow] = []
        var start = 0
        while let newline = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
            guard let row = try? JSONFile.decode(SurveyRow.self, from: Array(bytes[start..<newline]), path: "") else { break }
            rows.append(row)
            start = newline + 1
        }
        return (rows, start)
    }
}

/// A result of a survey that cannot be used.
struct SurveyFault: BadInput {
    var path: String
    var line: Int?
    var reason: String

    var badInputLine: String { line.map { "\(path):\($0): \(reason)" } ?? "\(path): \(reason)" }
}
