import PhysicalMemory
import TDXModule
import TestSupport
import Testing

/// The judge's random calls once more, as registers and words of memory.
@Suite struct ConfigThroughMemoryTests {
    @Test func `CONFIG answers from memory what the judge answers from values`() {
        let start = TestSeed.next()
        var generator = ConfigCaseGenerator(seed: start)
        var statuses: Set<SEAMCALLStatus> = []
        var calls = 0
        while calls < 500 {
            let (seed, item) = generator.next()
            // The emulated module has its own state, lock and LPs.
            guard item.platform.state == .initialized, !item.platform.isBusy, item.platform.isEveryLPInitialized,
                isWritable(item.call)
            else { continue }
            calls += 1
            let status = status(of: item)
            #expect(status == ConfigVerdict(on: item.call, platform: item.platform).status, "seed \(seed)")
            statuses.insert(status.withoutDetail)
        }
        #expect(statuses.count >= 10, "seed \(start)")
    }

    /// Whether list and entries lie apart, at addresses that words can be written to.
    private func isWritable(_ call: ConfigCall) -> Bool {
        var taken: [ClosedRange<UInt64>] = [call.operands.list.rawValue...call.operands.list.rawValue + 512]
        for index in call.entries.indices {
            let address = call.entryAddress(index).rawValue
            guard address < 1 << 63 else { return false }
            taken.append(address...address + 320)
        }
        let sorted = taken.sorted { $0.lowerBound < $1.lowerBound }
        return sorted.allSatisfy { $0.lowerBound.isMultiple(of: 8) }
            && zip(sorted, sorted.dropFirst()).allSatisfy { $0.upperBound < $1.lowerBound }
    }

    private func status(of item: ConfigCase) -> SEAMCALLStatus {
        var machine = ModuleDriver.machine
        machine.keyIDBits = item.platform.keyIDBits
        machine.addressWidth = item.platform.addressWidth
        machine.privateKeyIDs = item.platform.privateKeyIDs
        machine.seamRange = item.platform.seamRange
        machine.cmrs = item.platform.cmrs
        let version = ModuleVersion(
            ModuleVersionNumber(1, 5, 1), limits: item.platform.limits, rules: item.platform.rules)
        let driver = ModuleDriver(machine: machine, version: version)
        let start = driver.start(until: .initialized)
        guard start == .success else { return start }
        for (index, entry) in item.call.entries.enumerated() {
            driver.memory.setWords(entry.words(), at: item.call.entryAddress(index))
        }
        let operands = item.call.operands
        if operands.list.rawValue < 1 << 63 {
            for index in 0..<min(64, Int(clamping: operands.count)) {
                driver.memory.setWord(
                    item.call.entryAddress(index).rawValue, at: operands.list + ByteCount(UInt64(8 * index)))
            }
        }
        return driver.status(
            .sysConfig.versioned(operands.leafVersion),
            SEAMCALLRegisters(
                rcx: operands.list.rawValue, rdx: operands.count, r8: operands.keyIDAndFlags, r9: operands.features,
                r10: operands.r10))
    }
}
