import PhysicalMemory
import SafeText

/// Reads a case file, one case at a time.
///
/// The format: `case NAME`, then `note`, `platform KEY=N ...`, `call KEY=N ...`, `cmr BASE SIZE`, `tdmr BASE SIZE` and the three PAMTs and reserved
/// areas, `expect VERDICT` in any order, then `end`. Blank lines and lines that begin with `#` are skipped.
/// - Complexity: O(*n*) for a file of *n* bytes; memory for one line and one case.
public struct ConfigCaseReader {
    /// Most `cmr` lines of a case: what the module's own table holds.
    static let cmrLimit = 32
    /// Most `tdmr` lines of a case, far more than the module takes.
    static let entryLimit = 4096
    /// The longest line that is read, in bytes.
    public static let longestLine = 256 << 10

    private var line = CaseLine()
    private var builder: CaseBuilder?
    private var hasReadCase = false
    /// The number of the current line, counted from 1; 0 before the first.
    private var number = 0
    /// The text that `next()` reads line by line.
    private var text: [UInt8]
    private var position = 0

    /// Reads lines that are passed one by one to `take`.
    public init() { text = [] }

    /// Reads a whole text; `next` returns its cases one by one.
    public init(_ bytes: [UInt8]) { text = bytes }

    /// The next case of the text; nil after the last.
    /// - Throws: `ConfigCaseError` for a malformed line or case, and for a file without any case.
    public mutating func next() throws(ConfigCaseError) -> ConfigCase? {
        let text = text
        while position < text.count {
            let end = text[position...].firstIndex(of: UInt8(ascii: "\n")) ?? text.count
            defer { position = end + 1 }
            let start = position
            if let item = try take(
                text.span.extracting(start..<min(end, start + Self.longestLine)), isCut: end - start > Self.longestLine)
            {
                return item
            }
        }
        try finish()
        return nil
    }

    /// Reads one line; returns the case that it completes.
    /// - Parameters:
    ///   - bytes: the line without its end.
    ///   - isCut: whether the line was longer than `longestLine`, which no line of a case is.
    /// - Throws: `ConfigCaseError` for a malformed line or case.
    public mutating func take(_ bytes: Span<UInt8>, isCut: Bool = false) throws(ConfigCaseError) -> ConfigCase? {
        number += 1
        do throws(ConfigCaseFault) {
            if isCut { throw .lineTooLong }
            line.replace(by: bytes)
            return try read()
        } catch {
            throw ConfigCaseError(line: number, fault: error)
        }
    }

    /// Ends the file.
    /// - Throws: `ConfigCaseError` for a file without any case, or whose last case has no end.
    public func finish() throws(ConfigCaseError) {
        if let builder {
            throw ConfigCaseError(line: max(1, number), fault: .unfinished(name: TerminalText.quoted(builder.name)))
        }
        if !hasReadCase { throw ConfigCaseError(line: max(1, number), fault: .noCase) }
    }

    private func misplaced(_ directive: CaseLine.Field) -> ConfigCaseFault {
        let known: [StaticString] = ["note", "platform", "call", "cmr", "tdmr", "expect", "end"]
        return known.contains { line.equals(directive, $0) }
            ? .outsideCase(directive: line.string(directive)) : .unknownDirective(line.quoted(directive))
    }

    private mutating func read() throws(ConfigCaseFault) -> ConfigCase? {
        guard let directive = line.nextField(), !line.hasPrefix(directive, "#") else { return nil }
        if builder != nil { return try readLine(directive) }
        guard line.equals(directive, "case") else { throw misplaced(directive) }
        hasReadCase = true
        builder = CaseBuilder(name: line.string(try field("case", "NAME")))
        try endOfLine("case")
        return nil
    }

    /// A line inside a case.
    private mutating func readLine(_ directive: CaseLine.Field) throws(ConfigCaseFault) -> ConfigCase? {
        guard var builder else { return nil }
        self.builder = nil
        if line.equals(directive, "tdmr") {
            guard builder.entries.count < Self.entryLimit else { throw .tooManyTDMRs(limit: Self.entryLimit) }
            builder.entries.append(try readTDMR())
        } else if line.equals(directive, "cmr") {
            try readCMR(into: &builder)
        } else if line.equals(directive, "platform") {
            try readAssignments("platform") { (line, key, value) throws(ConfigCaseFault) in
                try builder.setPlatform(line, key, value)
            }
        } else if line.equals(directive, "call") {
            try readAssignments("call") { (line, key, value) throws(ConfigCaseFault) in
                try builder.setCall(line, key, value)
            }
        } else if line.equals(directive, "expect") {
            try readExpectation(into: &builder)
        } else if line.equals(directive, "end") {
            try endOfLine("end")
            return builder.finished()
        } else if line.equals(directive, "case") {
            throw .unfinishedBeforeNext(name: TerminalText.quoted(builder.name))
        } else if !line.equals(directive, "note") {
            throw .unknownDirective(line.quoted(directive))
        }
        self.builder = builder
        return nil
    }

    private mutating func field(_ directive: String, _ name: String) throws(ConfigCaseFault) -> CaseLine.Field {
        guard let field = line.nextField() else { throw .missingField(directive: directive, field: name) }
        return field
    }

    private mutating func endOfLine(_ directive: String) throws(ConfigCaseFault) {
        if let extra = line.nextField() { throw .extraField(directive: directive, text: line.quoted(extra)) }
    }

    private mutating func readCMR(into builder: inout CaseBuilder) throws(ConfigCaseFault) {
        guard builder.platform.cmrs.count < Self.cmrLimit else { throw .tooManyCMRs(limit: Self.cmrLimit) }
        let base = try line.number(field("cmr", "BASE"))
        let size = try line.number(field("cmr", "SIZE"))
        try endOfLine("cmr")
        builder.platform.cmrs.append(CMR(base: PhysicalAddress(base), size: ByteCount(size)))
    }

    private mutating func readTDMR() throws(ConfigCaseFault) -> TDMRInfo {
        var tdmr = TDMRInfo.zero
        tdmr.base = PhysicalAddress(try line.number(field("tdmr", "BASE")))
        tdmr.size = ByteCount(try line.number(field("tdmr", "SIZE")))
        tdmr.pamt1G = try readTable("P1G_BASE", "P1G_SIZE")
        tdmr.pamt2M = try readTable("P2M_BASE", "P2M_SIZE")
        tdmr.pamt4K = try readTable("P4K_BASE", "P4K_SIZE")
        while let field = line.nextField() {
            guard tdmr.reservedAreas.count < TDMRInfo.reservedAreaSlots else {
                throw .tooManyReservedAreas(limit: TDMRInfo.reservedAreaSlots)
            }
            guard let (offset, size) = line.split(field, at: ",") else { throw .notAReservedArea(line.quoted(field)) }
            tdmr.reservedAreas.append(
                ReservedArea(offset: ByteCount(try line.number(offset)), size: ByteCount(try line.number(size))))
        }
        return tdmr
    }

    private mutating func readTable(_ base: String, _ size: String) throws(ConfigCaseFault) -> PAMTTable {
        PAMTTable(
            base: PhysicalAddress(try line.number(field("tdmr", base))),
            size: ByteCount(try line.number(field("tdmr", size))))
    }

    private mutating func readAssignments(
        _ directive: String, _ set: (CaseLine, CaseLine.Field, UInt64) throws(ConfigCaseFault) -> Bool
    ) throws(ConfigCaseFault) {
        while let field = line.nextField() {
            guard let (key, text) = line.split(field, at: "=") else { throw .notAnAssignment(line.quoted(field)) }
            let value = try line.number(text)
            guard try set(line, key, value) else { throw .unknownKey(directive: directive, key: line.quoted(key)) }
        }
    }

    /// A status and its name, then the decoded detail: fields with one blank between them, as a verdict prints itself.
    private mutating func readExpectation(into builder: inout CaseBuilder) throws(ConfigCaseFault) {
        guard builder.expectation == nil else { throw .repeated("expect") }
        let status = try field("expect", "STATUS")
        _ = try line.number(status)
        var text = line.string(status) + " " + line.string(try field("expect", "NAME"))
        while let more = line.nextField() { text += " " + line.string(more) }
        builder.expectation = text
    }
}
