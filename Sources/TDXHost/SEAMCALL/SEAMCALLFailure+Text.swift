extension SEAMCALLFailure: CustomStringConvertible {
    public var description: String {
        switch outcome {
        case .returned(let status, _): "\(leaf.name) returned \(status) \(status.name)"
        case .vmFailInvalid: "\(leaf.name): no module is loaded"
        case .generalProtection: "\(leaf.name): the processor does not support TDX, or its BIOS does not enable it"
        case .undefinedOpcode: "\(leaf.name): the processor is not in VMX operation"
        }
    }
}
