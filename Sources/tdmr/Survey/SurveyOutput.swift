import HostReports
import JSONText
import Measurement
import Reporting
import SafeText
import SystemPackage
import TDXHost

/// The output of a survey's rows: printed as they come, or kept as a summary.
struct SurveyOutput {
    private let format: SurveyCommand.Format
    private let shard: Shard?
    private(set) var summary = SurveySummary()
    private var file: GrowingFile?
    private let path: String
    /// Whether rows of an earlier run may follow, and how many were read.
    private var readsEarlier: Bool
    private var met = 0
    private var hasHeader = false

    /// - Throws: `OutputFault`.
    init(format: SurveyCommand.Format, file path: String?, resumes: Bool, shard: Shard?) throws {
        self.format = format
        self.shard = shard
        self.path = path ?? ""
        readsEarlier = resumes
        file = try path.map { try GrowingFile(FilePath(outputFile: $0), beginning: "{\"", resumes: resumes) }
    }

    mutating func skip(_ count: Int = 1) { summary.skipped += count }

    /// Whether the next row was written by an earlier run; after the first that was not, none is.
    /// - Throws: bad input if that run was one over other machines.
    mutating func alreadyHas(_ name: String) throws -> Bool {
        guard readsEarlier, let row = try earlierRow() else { return false }
        guard row.path == Self.asPrinted(name) else {
            throw SurveyFault(path: path, line: met, problem: .rowOfAnother(row: row.path, expected: name))
        }
        summary.add(row)
        return true
    }

    /// The next row of an earlier run; nil when there are no more and writing has begun.
    private mutating func earlierRow() throws -> SurveyRow? {
        readsEarlier = false
        guard let line = try file?.nextEarlierLine() else {
            try file?.beginWriting(keepsLast: true)
            return nil
        }
        guard let row = try? JSONFile.decode(SurveyRow.self, from: line, path: path) else {
            try file?.beginWriting(keepsLast: false)
            return nil
        }
        readsEarlier = true
        met += 1
        return row
    }

    /// A name that JSON cannot hold is read back in its printed form.
    private static func asPrinted(_ name: String) -> String {
        String(String.UnicodeScalarView(name.unicodeScalars.map { ArgumentText.byte($0) == nil ? $0 : "\u{fffd}" }))
    }

    mutating func add(_ row: SurveyRow) throws {
        summary.add(row)
        switch format {
        case .json: try write(row.json)
        case .csv:
            try writeHeader()
            try StandardOutput.print(row.commaSeparated)
        case .text, .html: break
        }
    }

    mutating func finish() throws {
        if readsEarlier, let row = try earlierRow() {
            throw SurveyFault(path: path, line: met, problem: .rowOfNone(row: row.path))
        }
        switch format {
        case .json:
            var members = [JSONValue.Member("summary", summary.json)]
            if let shard { members.append(.init("shard", .array([JSONValue(shard.index), JSONValue(shard.count)]))) }
            try write(.object(members))
            try file?.finish()
        case .csv: try writeHeader()
        case .text: try StandardOutput.print(SurveyText(summary).text)
        case .html: try StandardOutput.write(SurveyPage(summary).html.utf8)
        }
    }

    /// Ends without a result.
    func discard() { file?.discard() }

    private mutating func writeHeader() throws {
        if !hasHeader { try StandardOutput.print(SurveyRow.columns) }
        hasHeader = true
    }

    private func write(_ value: JSONValue) throws {
        if let file { try file.write(value.line) } else { try StandardOutput.print(value) }
    }
}
