extension ConfigVerdict {
    /// The completion status: code in bits 63:32, indices and levels in the low bytes.
    public var status: SEAMCALLStatus {
        switch self {
        case .accepted: .success
        case .refused(let refusal): refusal.status
        }
    }
}

extension ConfigVerdict: CustomStringConvertible {
    /// `STATUS NAME [key=value ...]`, the status as 0x and 16 lower-case digits.
    public var description: String {
        var text = "\(status) \(status.name)"
        if case .refused(let refusal) = self {
            for field in refusal.fields { text += " \(field.key)=\(field.value)" }
        }
        return text
    }
}
