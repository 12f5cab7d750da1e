import PhysicalMemory

/// Detects a log in reverse order: the kernel lists memory by ascending address, and its time stamps ascend.
struct LogOrder {
    private var ascents = 0
    private var descents = 0
    private var firmwareStart: UInt64?
    private var nodeStart: UInt64?
    private var memblockIndex: UInt64?
    private var efiIndex: UInt64?
    private var time: Duration?

    /// A log of several boots goes down where one begins, and up everywhere else.
    var isReversed: Bool { descents >= 2 && descents > 2 * ascents }

    mutating func take(_ statement: LogStatement) {
        switch statement {
        case .banner, .firmwareMapHeader: firmwareStart = nil
        case .firmware(_, let start, _): compare(start, \.firmwareStart)
        case .nodeRangesHeader: nodeStart = nil
        case .nodeRange(.range(let bytes), _): compare(bytes.lowerBound, \.nodeStart)
        case .memblockCount: memblockIndex = nil
        case .memblockEntry(let index, _, _): compare(index, \.memblockIndex, weight: 2)
        case .efi(let index, _, _): compare(index, \.efiIndex, weight: 2)
        default: break
        }
    }

    /// Takes the time of a line with a statement.
    mutating func take(_ time: Duration?) {
        if let time { compare(time, \.time) }
    }

    /// - Parameter weight: the weight of a step; a step between line numbers of the kernel's own is certain.
    private mutating func compare<Value: Comparable>(
        _ value: Value, _ previous: WritableKeyPath<Self, Value?>, weight: Int = 1
    ) {
        if let before = self[keyPath: previous] {
            if value > before { ascents += weight }
            if value < before { descents += weight }
        }
        self[keyPath: previous] = value
    }

    /// The kernel's time in front of a statement: `[   10.444059] `.
    static func timestamp(_ text: Span<UInt8>, before end: Int) -> Duration? {
        var position = end
        while position > 0, let bracket = lastBracket(text, before: position) {
            position = bracket
            var digit = bracket + 1
            text.skipBlanks(&digit)
            guard case .value(let seconds) = text.decimalDigits(&digit), text.takeByte(".", &digit) else { continue }
            let fraction = digit
            guard case .value(let microseconds) = text.decimalDigits(&digit), digit - fraction == 6,
                text.takeByte("]", &digit),
                seconds < 1 << 40
            else { continue }
            return .seconds(seconds) + .microseconds(microseconds)
        }
        return nil
    }

    private static func lastBracket(_ text: Span<UInt8>, before end: Int) -> Int? {
        var position = end
        while position > 0 {
            position -= 1
            if text[position] == UInt8(ascii: "[") { return position }
        }
        return nil
    }
}
