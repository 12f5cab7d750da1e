/// The formats a map can come in; the raw value is the name that `tdmr map --format json` prints.
public enum MapFormat: String, Sendable, CaseIterable {
    case tdxmap
    case kernelLog = "kernel-log"
    case ioMemory = "iomem"
    case firmwareMemoryMap = "firmware-memmap"
    case efiMemoryMap = "efi-memmap"
}

/// Something a user should know about an input that could nevertheless be read.
public struct InputWarning: Hashable, Sendable, CustomStringConvertible {
    public var path: String
    /// The line concerned, counted from 1; nil when it is the whole input.
    public var line: Int?
    public var concern: InputConcern

    public init(path: String, line: Int?, concern: InputConcern) {
        self.path = path
        self.line = line
        self.concern = concern
    }

    public var description: String {
        if let line { "\(path):\(line): warning: \(concern)" } else { "\(path): warning: \(concern)" }
    }
}

/// What a warning is about, with the facts; `description` is the only place that makes words of them.
public enum InputConcern: Hashable, Sendable, CustomStringConvertible {
    /// The last line has no end, so the file may have been cut inside it.
    case unterminatedLastLine

    public var description: String {
        switch self {
        case .unterminatedLastLine: "the last line has no newline: the file may be cut short"
        }
    }
}

/// What was understood of an input: the map, and what to tell the user about it.
public struct MapReading: Hashable, Sendable {
    /// The input's path as given, `-` for standard input.
    public var path: String
    public var map: HostMemoryMap
    public var format: MapFormat
    public var warnings: [InputWarning]
    /// Lines of the input, at least 1: where a fault of the whole input is said to be.
    public var lineCount = 1

    public init(path: String, map: HostMemoryMap, format: MapFormat, warnings: [InputWarning] = []) {
        self.path = path
        self.map = map
        self.format = format
        self.warnings = warnings
    }
}
