import PhysicalMemory

/// Reads a case file, one case at a time.
///
/// The format: `case NAME`, then `note`, `platform KEY=N ...`, `call KEY=N ...`, `cmr BASE SIZE`, `tdmr BASE SIZE` and the three PAMTs and reserved
/// areas, `expect VERDICT` in any order, then `end`. Blank lines and lines that begin with `#` say nothing.
/// - Complexity: O(*n*) for a file of *n* bytes.
public struct ConfigCaseReader {
    /// Most `cmr` lines of a case: what the module's own table holds.
    public static let cmrLimit = 32
    /// Most reserved areas of a `tdmr` line: the slots of an entry.
    public static let reservedAreaLimit = 16

    private var lines: CaseLines
    private var hasReadCase = false

    public init(_ bytes: [UInt8]) { lines = CaseLines(bytes) }

    /// The next case; nil after the last.
    /// - Throws: `ConfigCaseError` for a malformed line or case, and for a file without any case.
    public mutating func next() throws(ConfigCaseError) -> ConfigCase? {
        do throws(ConfigCaseFault) {
            while lines.advance() {
                guard let directive = nextDirective() else { continue }
                guard lines.equals(directive, "case") else { throw misplaced(directive) }
                hasReadCase = true
                return try readCase()
            }
            guard hasReadCase else { throw .noCase }
            return nil
        } catch {
            throw ConfigCaseError(line: max(1, lines.number), fault: error)
        }
    }

    private mutating func nextDirective() -> CaseLines.Field? {
        guard let field = lines.nextField(), !lines.hasPrefix(field, "#") else { return nil }
        return field
    }

    private func misplaced(_ directive: CaseLines.Field) -> ConfigCaseFault {
        let known: [StaticString] = ["note", "platform", "call", "cmr", "tdmr", "expect", "end"]
        return known.contains { lines.equals(directive, $0) }
            ? .outsideCase(directive: lines.string(directive)) : .unknownDirective(lines.quoted(directive))
    }

    private mutating func readCase() throws(ConfigCaseFault) -> ConfigCase {
        var draft = CaseDraft(name: lines.string(try field("case", "NAME")))
        try endOfLine("case")
        while lines.advance() {
            guard let directive = nextDirective() else { continue }
            if lines.equals(directive, "tdmr") {
                draft.entries.append(try readTDMR())
            } else if lines.equals(directive, "cmr") {
                try readCMR(into: &draft)
            } else if lines.equals(directive, "platform") {
                try readAssignments("platform") { (lines, key, value) throws(ConfigCaseFault) in try draft.setPlatform(lines, key, value) }
            } else if lines.equals(directive, "call") {
                try readAssignments("call") { (lines, key, value) throws(ConfigCaseFault) in try draft.setCall(lines, key, value) }
            } else if lines.equals(directive, "expect") {
                try readExpectation(into: &draft)
            } else if lines.equals(directive, "end") {
                try endOfLine("end")
                return draft.finished()
            } else if lines.equals(directive, "case") {
                throw .unfinishedBeforeNext(name: draft.name)
            } else if !lines.equals(directive, "note") {
                throw .unknownDirective(lines.quoted(directive))
            }
        }
        throw .unfinished(name: draft.name)
    }

    private mutating func field(_ directive: String, _ name: String) throws(ConfigCaseFault) -> CaseLines.Field {
        guard let field = lines.nextField() else { throw .missingField(directive: directive, field: name) }
        return field
    }

    private mutating func endOfLine(_ directive: String) throws(ConfigCaseFault) {
        if let extra = lines.nextField() { throw .extraField(directive: directive, text: lines.quoted(extra)) }
    }

    private mutating func readCMR(into draft: inout CaseDraft) throws(ConfigCaseFault) {
        guard draft.platform.cmrs.count < Self.cmrLimit else { throw .tooManyCMRs(limit: Self.cmrLimit) }
        let base = try lines.number(field("cmr", "BASE"))
        let size = try lines.number(field("cmr", "SIZE"))
        try endOfLine("cmr")
        draft.platform.cmrs.append(CMR(base: PhysicalAddress(base), size: ByteCount(size)))
    }

    private mutating func readTDMR() throws(ConfigCaseFault) -> TDMRInfo {
        var tdmr = TDMRInfo.zero
        tdmr.base = PhysicalAddress(try lines.number(field("tdmr", "BASE")))
        tdmr.size = ByteCount(try lines.number(field("tdmr", "SIZE")))
        tdmr.pamt1G = try readTable("P1G_BASE", "P1G_SIZE")
        tdmr.pamt2M = try readTable("P2M_BASE", "P2M_SIZE")
        tdmr.pamt4K = try readTable("P4K_BASE", "P4K_SIZE")
        while let field = lines.nextField() {
            guard tdmr.reservedAreas.count < Self.reservedAreaLimit else { throw .tooManyReservedAreas(limit: Self.reservedAreaLimit) }
            guard let (offset, size) = lines.split(field, at: ",") else { throw .notAReservedArea(lines.quoted(field)) }
            tdmr.reservedAreas.append(
                ReservedArea(offset: ByteCount(try lines.number(offset)), size: ByteCount(try lines.number(size))))
        }
        return tdmr
    }

    private mutating func readTable(_ base: String, _ size: String) throws(ConfigCaseFault) -> PAMTTable {
        PAMTTable(
            base: PhysicalAddress(try lines.number(field("tdmr", base))), size: ByteCount(try lines.number(field("tdmr", size))))
    }

    private mutating func readAssignments(
        _ directive: String, _ set: (CaseLines, CaseLines.Field, UInt64) throws(ConfigCaseFault) -> Bool
    ) throws(ConfigCaseFault) {
        while let field = lines.nextField() {
            guard let (key, text) = lines.split(field, at: "=") else { throw .notAnAssignment(lines.quoted(field)) }
            let value = try lines.number(text)
            guard try set(lines, key, value) else { throw .unknownKey(directive: directive, key: lines.quoted(key)) }
        }
    }

    /// A status and its name, then the decoded detail: fields with one blank between them, as a verdict prints itself.
    private mutating func readExpectation(into draft: inout CaseDraft) throws(ConfigCaseFault) {
        guard draft.expectation == nil else { throw .repeated("expect") }
        let status = try field("expect", "STATUS")
        _ = try lines.number(status)
        var text = lines.string(status) + " " + lines.string(try field("expect", "NAME"))
        while let more = lines.nextField() { text += " " + lines.string(more) }
        draft.expectation = text
    }
}
