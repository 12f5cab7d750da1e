import ArgumentParser
import Reporting
import TDXModule

/// A status or an error number as typed.
struct StatusCode {
    let text: String
    private let kind: Kind

    private enum Kind {
        case status(SEAMCALLStatus)
        case errorNumber(ErrorNumber)
    }

    init(_ text: String) throws {
        self.text = text
        if text.hasPrefix("0x"), (1...16).contains(text.count - 2), let value = UInt64(text.dropFirst(2), radix: 16) {
            kind = .status(SEAMCALLStatus(value))
        } else if text.count == 16, text.allSatisfy({ $0.isASCII && $0.isHexDigit }),
            let value = UInt64(text, radix: 16)
        {
            // No status in decimal has as many digits.
            kind = .status(SEAMCALLStatus(value))
        } else if Int(text) == 0 {
            kind = .status(.success)
        } else if let number = Int(text), (-4095...4095).contains(number) {
            kind = .errorNumber(ErrorNumber(rawValue: UInt64(number.magnitude)))
        } else if let errno = HostErrno.named(text) {
            kind = .errorNumber(ErrorNumber(errno))
        } else if let value = UInt64(text) ?? Int64(text).map({ UInt64(bitPattern: $0) }) {
            // As programs print it that format it as a signed number.
            kind = .status(SEAMCALLStatus(value))
        } else {
            throw ValidationError(
                "'\(text)' is neither a 64-bit status (16 hex digits, with 0x or without, or a decimal number) nor an error number (-28, ENOSPC)."
            )
        }
    }

    /// The number of hex digits, where they are so few that the status is cut rather than printed without its zeros.
    private var digitsOfCutStatus: Int? {
        guard case .status(let status) = kind, text.hasPrefix("0x"), case let digits = text.count - 2, digits < 16,
            status != .success, status.code == 0 || status.knownName == nil
        else { return nil }
        return digits
    }

    var isKnown: Bool {
        switch kind {
        case .status(let status): status.knownName != nil && digitsOfCutStatus == nil
        case .errorNumber(let number): number.errno != nil
        }
    }

    func line(leaf: SEAMCALLLeaf?, module: ModuleVersionNumber?) -> String {
        if let digits = digitsOfCutStatus { return "\(text) unknown status of \(digits) of 16 hex digits: it is cut" }
        return switch kind {
        case .status(let status):
            """
            \(text) \(status.knownName ?? "unknown")\(text.hasPrefix("0x") ? "" : " \(status)") \
            \(StatusText(status, leaf: nil).facts)
            """
                + (leaf.map { "; from \($0.name)" } ?? "")
                + (module.flatMap { status.remark(leaf: leaf, module: $0) }.map { "; \($0)" } ?? "")
        case .errorNumber(let number):
            "\(text) "
                + (number.errno.map { "\($0.name) \($0.meaning)" }
                    ?? "unknown error number of a start-up")
        }
    }
}
