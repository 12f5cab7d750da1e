import TDXModule

/// What holds for whatever bytes the reader of case files is given.
public enum CaseProperties {
    public static func check(_ bytes: [UInt8]) {
        var reader = ConfigCaseReader(bytes)
        do throws(ConfigCaseError) {
            while var item = try reader.next() {
                for version in ModuleVersionNumber.published {
                    item.platform.rules = .of(version)
                    checkVerdict(on: item)
                }
            }
        } catch {
            let lines = bytes.count { $0 == UInt8(ascii: "\n") } + 1
            guard (1...lines).contains(error.line) else { fatalError("an error at line \(error.line) of \(lines)") }
            guard !error.fault.description.utf8.contains(UInt8(ascii: "\n")) else { fatalError("an error of more than one line: \(error)") }
        }
    }

    private static func checkVerdict(on item: ConfigCase) {
        let swept = SweepingConfigJudge.verdict(on: item.call, platform: item.platform)
        let paired = PairwiseConfigJudge.verdict(on: item.call, platform: item.platform)
        guard swept == paired else { fatalError("the sweep says \(swept), the pairs \(paired)") }
        guard swept.isAccepted == (swept.status == .success), !swept.status.name.contains("UNKNOWN") else {
            fatalError("a verdict without a status: \(swept)")
        }
    }
}
