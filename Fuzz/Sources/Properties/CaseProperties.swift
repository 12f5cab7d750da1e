public import TDXModule

/// What holds for whatever bytes the reader of case files is given.
public enum CaseProperties {
    public static func check(_ bytes: [UInt8]) {
        var reader = ConfigCaseReader(bytes)
        do throws(ConfigCaseError) {
            while var item = try reader.next() {
                for version in ModuleVersionNumber.published {
                    item.platform.rules = .of(version)
                    check(item.call, item.platform)
                }
            }
        } catch {
            let lines = bytes.count { $0 == UInt8(ascii: "\n") } + 1
            guard (1...lines).contains(error.line) else { fatalError("an error at line \(error.line) of \(lines)") }
            guard !error.fault.description.utf8.contains(UInt8(ascii: "\n")) else {
                fatalError("an error of more than one line: \(error)")
            }
        }
    }

    /// Whatever is called on whatever platform: both judges and the rules word by word agree.
    public static func check(_ call: ConfigCall, _ platform: ConfigPlatform) {
        let swept = SweepingConfigJudge.verdict(on: call, platform: platform)
        let paired = PairwiseConfigJudge.verdict(on: call, platform: platform)
        guard swept == paired else { fatalError("the sweep says \(swept), the pairs \(paired)") }
        let literal = LiteralRules.decide(call, platform)
        guard literal.verdict == swept else {
            fatalError("rule '\(literal.rule)' says \(literal.verdict), the judges \(swept)")
        }
        guard swept.isAccepted == (swept.status == .success), !swept.status.name.contains("UNKNOWN") else {
            fatalError("a verdict without a status: \(swept)")
        }
    }
}
