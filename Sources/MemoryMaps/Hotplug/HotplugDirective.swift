/// The words a line of a hotplug trace begins with, after its header.
enum HotplugDirective: LineDirective, CaseIterable {
    case block, autoOnline, enable, add, remove, online, offline, guest

    var name: StaticString {
        switch self {
        case .block: "block"
        case .autoOnline: "auto-online"
        case .enable: "enable"
        case .add: "add"
        case .remove: "remove"
        case .online: "online"
        case .offline: "offline"
        case .guest: "guest"
        }
    }

    /// How many numbers follow; of a guest's nodes, at least.
    var numbers: Int {
        switch self {
        case .autoOnline, .enable: 0
        case .block, .guest: 1
        case .remove, .online, .offline: 2
        case .add: 3
        }
    }

    var isSetting: Bool { self == .block || self == .autoOnline }
}
