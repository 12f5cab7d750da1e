/// The flags that may follow the range in an SRAT line.
struct AffinityFlags {
    private(set) var isHotPluggable = false
    /// Whether the line ends where a further flag could stand.
    private(set) var mayGoOn = false
    /// Where the flags end.
    private(set) var end: Int

    init(_ text: Span<UInt8>, _ start: Int) {
        var position = start
        var seenNonVolatile = false
        while true {
            text.skipBlanks(&position)
            if text.take("hotplug", &position) || text.take("(hotplug)", &position) {
                isHotPluggable = true
            } else if text.take("non-volatile", &position) {
                seenNonVolatile = true
            } else {
                break
            }
        }
        end = position
        let isInsideFlag = text.isBeginning(of: "hotplug", position) || text.isBeginning(of: "non-volatile", position)
        mayGoOn = isInsideFlag && !seenNonVolatile
    }
}
