import PhysicalMemory

/// Reads SRAT and CEDT as iasl disassembles them: ranges of nodes, and CXL windows.
struct AffinityTable {
    /// Memory of nodes; windows of CXL count as hot-pluggable.
    var ranges: [Logged<NodeBytes>] { (affinity + windows).sorted { $0.line < $1.line } }
    private var affinity: [Logged<NodeBytes>] = []
    /// CXL windows, from the CEDT.
    private var windows: [Logged<NodeBytes>] = []
    /// Processors that the SRAT names and that are enabled.
    private(set) var processors = 0
    /// SRATs seen, and where the last of them begins.
    private(set) var listings: (count: Int, line: Int) = (0, 1)
    private(set) var lineCount = 0
    private(set) var fault: LineFault?
    private var structure: Structure?
    /// Bytes of the current SRAT by its header, and by its lines; no longer counted once another table begins.
    private var size: (stated: UInt64, listed: UInt64) = (0, 0)
    private var isInSRAT = false

    /// The bytes of the SRAT by its header and by its lines, where lines are missing at its end.
    var cut: (stated: UInt64, listed: UInt64)? { size.listed < size.stated ? size : nil }

    private enum Kind {
        case memory, window, processor
    }

    /// The fields read so far of the current structure.
    private struct Structure {
        var kind: Kind
        var line: Int
        var domain: UInt64 = 0
        var base: UInt64?
        var length: UInt64?
        var isEnabled = false
        var isHotPluggable = false
        var isNonVolatile = false
    }

    /// Takes a line, `[032h 0050   4]             Proximity Domain : 00000000`, or one of its flags, `Enabled : 1`.
    mutating func take(_ line: Span<UInt8>, number: Int) {
        var position = 0
        line.skipBlanks(&position)
        if line.takeByte("[", &position) {
            let offset = line.hexDigits(&position)
            guard offset != .none, line.takeByte("h", &position),
                let end = line.firstIndex(of: UInt8(ascii: "]"), from: position)
            else { return }
            if isInSRAT, case .value(let start) = offset { follow(line, position, from: start) }
            position = end + 1
            lineCount += 1
        } else if structure == nil {
            return
        }
        line.skipBlanks(&position)
        guard let colon = line.find(" : ", from: position) else { return }
        if line.find("Signature", from: position) != nil {
            isInSRAT = line.find("\"SRAT\"", from: colon) != nil
            if isInSRAT { return begin(number) }
        }
        var value = colon
        let digits = line.hexDigits(&value)
        if isInSRAT, case .value(let bytes) = digits, line.find("Table Length", from: position) != nil {
            size.stated = bytes
        }
        takeField(
            line.text(position..<colon - 3), digits, kind: Self.kind(line, from: colon), number)
    }

    /// ` 0050   4]`, ` 0000 004h]` behind the offset of a field in the table: its decimal offset and its bytes.
    private mutating func follow(_ line: Span<UInt8>, _ start: Int, from offset: UInt64) {
        var position = start
        line.skipBlanks(&position)
        guard line.decimalDigits(&position) != .none else { return }
        line.skipBlanks(&position)
        guard case .value(let bytes) = line.decimalDigits(&position),
            case let (end, overflow) = offset.addingReportingOverflow(bytes), !overflow
        else { return }
        size.listed = max(size.listed, end)
    }

    /// Begins an SRAT: another machine's, or the same one's again.
    private mutating func begin(_ line: Int) {
        finish()
        listings = (listings.count + 1, line)
        affinity = []
        processors = 0
        size = (0, 0)
        fault = nil
    }

    private static func kind(_ line: Span<UInt8>, from start: Int) -> Kind? {
        if line.find("Memory Affinity", from: start) != nil { return .memory }
        if line.find("Fixed Memory Window", from: start) != nil { return .window }
        return line.find("[Processor Local ", from: start) != nil && line.find("Affinity", from: start) != nil
            ? .processor : nil
    }

    private mutating func takeField(_ name: String, _ number: ScannedNumber, kind: Kind?, _ line: Int) {
        if name == "Subtable Type" {
            finish()
            structure = kind.map { Structure(kind: $0, line: line) }
            return
        }
        guard structure != nil else { return }
        guard case .value(let value) = number else {
            if number == .overflow { note(.addressTooLarge(name), line) }
            return
        }
        switch name {
        case "Proximity Domain": structure?.domain = value
        case "Base Address", "Window base address": structure?.base = value
        case "Address Length", "Window size": structure?.length = value
        case "Enabled": structure?.isEnabled = value != 0
        case "Hot Pluggable": structure?.isHotPluggable = value != 0
        case "Non-Volatile": structure?.isNonVolatile = value != 0
        default: break
        }
    }

    /// Ends the current structure.
    mutating func finish() {
        guard let done = structure else { return }
        structure = nil
        if done.kind == .processor {
            if done.isEnabled { processors += 1 }
            return
        }
        guard let base = done.base, let length = done.length, length > 0,
            done.kind == .window || done.isEnabled && !done.isNonVolatile
        else { return }
        let (last, overflow) = base.addingReportingOverflow(length - 1)
        guard !overflow else { return note(.addressTooLarge("0x" + String(base, radix: 16)), done.line) }
        guard done.domain <= TDXMapLimit.node else {
            return note(.numberTooLarge("proximity domain \(done.domain)", limit: TDXMapLimit.node), done.line)
        }
        let bytes = NodeBytes(
            bytes: base...last, node: NodeID(UInt32(done.domain)),
            isHotPluggable: done.kind == .window || done.isHotPluggable)
        if done.kind == .window {
            windows.append(Logged(value: bytes, line: done.line))
        } else {
            affinity.append(Logged(value: bytes, line: done.line))
        }
    }

    private mutating func note(_ fault: InputFault, _ line: Int) {
        self.fault = self.fault ?? LineFault(line: line, fault: fault)
    }
}
