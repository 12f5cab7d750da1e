extension SEAMCALLStatus {
    /// The code's name as TDX documents spell it, `TDX_SUCCESS`; `TDX_UNKNOWN_STATUS` for a code that no known version gives.
    public var name: String { StatusCatalogue.name(code: code) ?? "TDX_UNKNOWN_STATUS" }
}

extension SEAMCALLStatus: CustomStringConvertible {
    /// 0x and 16 lower-case digits.
    public var description: String {
        let digits = String(rawValue, radix: 16)
        return "0x" + String(repeating: "0", count: 16 - digits.count) + digits
    }
}
