import PhysicalMemory

extension HotplugEvent: CustomStringConvertible {
    /// The event as a line of a trace.
    public var description: String {
        switch self {
        case .enableTDX: "enable"
        case .add(let region, .acpi): "add \(Self.bytes(region.pages)) \(region.node)"
        case .add(let region, let source): "add \(Self.bytes(region.pages)) \(region.node) \(source.rawValue)"
        case .remove(let range, .acpi): "remove \(Self.bytes(range))"
        case .remove(let range, let source): "remove \(Self.bytes(range)) \(source.rawValue)"
        case .online(let range): "online \(Self.bytes(range))"
        case .offline(let range): "offline \(Self.bytes(range))"
        case .startGuest(let nodes): "guest \(nodes.map(\.description).joined(separator: " "))"
        }
    }

    private static func bytes(_ range: PageRange) -> String { "\(bytes(range.start)) \(bytes(range.end))" }

    /// A byte address that may be 2^64.
    private static func bytes(_ frame: PageFrame) -> String {
        frame.rawValue == 0 ? "0x0" : "0x\(String(frame.rawValue, radix: 16))000"
    }
}
