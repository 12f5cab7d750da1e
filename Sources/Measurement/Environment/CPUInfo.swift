internal import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The fields of the first processor of /proc/cpuinfo.
struct CPUInfo {
    private var fields: [String: String] = [:]

    init(_ text: String) {
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.isEmpty { break }
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { continue }
            let name = parts[0].split(whereSeparator: \.isWhitespace).joined(separator: " ")
            fields[name] = parts[1].split(separator: " ").joined(separator: " ")
        }
    }

    subscript(_ name: String) -> String? { fields[name] }

    /// The model name; with family, model and stepping, because virtual machines often report only "AMD EPYC".
    var model: String {
        let name = fields["model name"] ?? fields["Processor"] ?? "unknown processor"
        guard let family = fields["cpu family"], let model = fields["model"], let stepping = fields["stepping"] else {
            return name
        }
        return "\(name) (family \(family) model \(model) stepping \(stepping))"
    }
}
