import HostReports
import MemoryMaps
import PhysicalMemory
import Reporting
import SafeText
import TDXHost
import TDXModule

/// A diagnosis as text.
struct DiagnosisText {
    private let diagnosis: Diagnosis
    private let model: Diagnosis.Model?

    init(_ diagnosis: Diagnosis) {
        self.diagnosis = diagnosis
        model = diagnosis.model
    }

    /// The whole text, ending with an empty line.
    var text: String {
        ([TerminalText.line(diagnosis.reading.path), verdict] + facts.map { "  \($0)" }
            + section("Why, and what helps", diagnosis.advice)
            + section("What is missing to say more", diagnosis.missing))
            .joined(separator: "\n") + "\n"
    }

    private var verdict: String {
        switch diagnosis.outcome {
        case .initialized: "TDX came up."
        case .absent: "The log holds no line about TDX."
        case .unknown:
            diagnosis.isGuest
                ? "The log is that of a TDX guest." : "TDX began to start; the log does not say how it ended."
        case .failed: "TDX did not come up" + (diagnosis.stop.map { ": it stopped at \($0)." } ?? ".")
        }
    }

    private var facts: [String] {
        var facts: [String] = []
        if let failure = diagnosis.failure { facts.append("line \(failure.line): \(failure.text)") }
        if let status = diagnosis.status { facts.append(StatusText(status, leaf: diagnosis.leaf).sentence) }
        if let unreadStatus { facts.append(unreadStatus) }
        if let remark = diagnosis.remark { facts.append(remark) }
        if let registers { facts.append(registers) }
        if let errno { facts.append(errno) }
        if let keyIDs = diagnosis.keyIDs {
            facts.append(
                "KeyIDs: \(keyIDs.mktme) shared, \(keyIDs.tdx) private; the module keeps one of the private ones")
        }
        if let module = diagnosis.module { facts.append("module: \(module)") }
        if diagnosis.hasDynamicPAMT == true { facts.append("dynamic PAMT") }
        if !diagnosis.isGuest { facts += pamt + time }
        if diagnosis.stage == .areas || diagnosis.stage == .tdmrs || hasENOSPCAlone { facts += modelFailure }
        for other in diagnosis.otherFailures.prefix(3) {
            facts.append(
                "line \(other.line), after the start-up or no part of it: \(other.text)"
                    + (Self.decoded(other).map { ": " + $0 } ?? ""))
        }
        if diagnosis.otherFailures.count > 3 {
            facts.append("and \(diagnosis.otherFailures.count - 3) more such lines")
        }
        return facts
    }

    private static func decoded(_ line: TDXLogLine) -> String? {
        guard case .seamcall(let leaf, let status) = line.event else { return nil }
        return StatusText(status, leaf: leaf).sentence
    }

    /// The object that the registers of the failed call name.
    private var registers: String? {
        guard let rdx = diagnosis.registers["RDX"], diagnosis.stage == .metadata else { return nil }
        return "field asked for: 0x\(String(rdx, radix: 16))"
    }

    private var errno: String? {
        guard let number = diagnosis.errorNumber else { return nil }
        return "errno \(-Int64(clamping: number.rawValue))"
            + (number.errno.map {
                " (\($0.name))" + (diagnosis.hasErrnoAlone ? ", all that the log says: \($0.meaning)" : "")
            } ?? "")
    }

    private var hasENOSPCAlone: Bool {
        diagnosis.hasErrnoAlone && diagnosis.errorNumber?.errno == .ENOSPC && !diagnosis.reading.map.memory.isEmpty
    }

    /// Why the failed call's status is not decoded.
    private var unreadStatus: String? {
        guard let digits = diagnosis.statusDigits else { return nil }
        let call = diagnosis.leaf.map { "\($0.name): " } ?? ""
        return switch digits {
        case 0: call + "the line holds no status, or is cut in front of it"
        case ...16: call + "the status is cut: it has \(digits) of 16 hex digits, and is not decoded"
        default: call + "the status is damaged: it has \(digits) hex digits instead of 16, and is not decoded"
        }
    }

    private var pamt: [String] {
        switch (diagnosis.pamtSize?.kib, model) {
        case (let logged?, let model?) where logged == model.pamtSize.kib:
            return ["PAMT: \(logged) KiB logged, as predicted for \(tdmrs(model))"]
        case (let logged?, let model?):
            return [
                "PAMT: \(logged) KiB logged, \(model.pamtSize.kib) KiB predicted for \(tdmrs(model))"
                    + (diagnosis.difference.map { ": \($0)" } ?? "")
            ]
        case (let logged?, nil): return ["PAMT: \(logged) KiB logged"]
        case (nil, let model?) where diagnosis.outcome != .initialized && diagnosis.outcome != .absent:
            return ["PAMT: none logged; \(model.pamtSize.kib) KiB predicted for \(tdmrs(model))"]
        default: return []
        }
    }

    private func tdmrs(_ model: Diagnosis.Model) -> String {
        "\(model.granules.count) TDMR\(model.granules.count == 1 ? "" : "s") with \(model.granules.reduce(0, +)) GiB"
    }

    /// The model's explanation of the failure.
    private var modelFailure: [String] {
        let sentences = diagnosis.modelFailure
        if !sentences.isEmpty { return sentences.map { "by the model: \($0)" } }
        return diagnosis.reading.map.memory.isEmpty
            ? []
            : [
                "by the model Linux does not fail on the memory of this log: the log shows only a part of it, or that of another boot"
            ]
    }

    /// The time between the log's lines, and the model's.
    private var time: [String] {
        guard let span = diagnosis.span, let model, diagnosis.outcome == .initialized || diagnosis.stage == .areas
        else { return [] }
        let (seconds, attoseconds) = (span.end - span.start).components
        let logged = UInt64(seconds) * Picoseconds.milliseconds(1000) + Picoseconds(UInt64(attoseconds / 1_000_000))
        let predicted = diagnosis.stage == .areas ? model.allocation : model.enabling
        return ["time: \(logged) between the log's lines before and after the work, \(predicted) by the cost model"]
    }

    private func section(_ title: String, _ sentences: [String]) -> [String] {
        sentences.isEmpty ? [] : ["\(title):"] + sentences.map { "  - \($0)" }
    }
}
