/// The type of an EFI memory descriptor, in words or as a number, mapped to the e820 type that Linux gives it.
enum EFITypeName {
    private static let usableNames: [StaticString] = [
        "Loader Code", "Loader Data", "Boot Code", "Boot Data", "Boot Services Code", "Boot Services Data",
        "Conventional",
    ]
    private static let usableNumbers: [UInt64] = [1, 2, 3, 4, 7]
    /// The attribute of memory that is kept for a special purpose.
    private static let specialPurpose: UInt64 = 0x40000

    /// Reads `[Conventional Memory|...]` or `type=7, attr=0xf`; nil if it is neither.
    static func parse(_ text: Span<UInt8>, _ start: Int) -> FirmwareMemoryType? {
        var position = start
        let isUsable: Bool
        if text.takeByte("[", &position) {
            isUsable = usableNames.contains { text.take($0, &position) }
        } else if text.take("type=", &position), case .value(let number) = text.decimalDigits(&position) {
            isUsable = usableNumbers.contains(number)
        } else {
            return nil
        }
        guard isUsable else { return .reserved }
        return isSpecialPurpose(text, position) ? .softReserved : .ram
    }

    private static func isSpecialPurpose(_ text: Span<UInt8>, _ start: Int) -> Bool {
        let end = text.find("range=[", from: start) ?? text.count
        if let flag = text.find("|SP|", from: start), flag <= end { return true }
        guard var position = text.find("attr=", from: start), position <= end,
            case .value(let attributes) = text.number(&position)
        else { return false }
        return attributes & specialPurpose != 0
    }
}
