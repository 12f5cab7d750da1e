public import MemoryMaps

extension PlatformProfile {
    /// Where a machine's own log shows another kernel or module than this profile, in sentences.
    public func contradictions(_ log: TDXLogFacts) -> [String] {
        var sentences: [String] = []
        if log.hasDynamicPAMT, pamt == .static {
            sentences.append("the log says that its kernel enabled dynamic PAMT; the answer is for \(description)")
        } else if !log.hasDynamicPAMT, pamt == .dynamic, log.pamtSize != nil {
            sentences.append("the log's kernel did not enable dynamic PAMT; the answer is for \(description)")
        }
        if let logged = log.moduleVersion, logged != module {
            if logged.profile == module {
                let which = logged < module ? "the first known of its line" : "the newest known that is not newer"
                sentences.append("the log's module is \(logged); the rules are those of \(module), \(which)")
            } else {
                sentences.append("the log's module is \(logged); the answer is for \(module)")
            }
        }
        return sentences
    }
}
