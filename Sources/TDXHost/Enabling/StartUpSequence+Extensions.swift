import PhysicalMemory
import TDXModule

/// The module's extensions: a patch in flight (June 2026). Their pages lie in initialised TDMRs and are never freed, even if a later step fails.
extension StartUpSequence {
    /// Addresses that one TDH.EXT.MEM.ADD takes.
    private static let pagesPerCall = 512

    func startExtensions() throws(EnablingError) {
        let (pages, mustStart) = try attempt { () throws(SEAMCALLFailure) in
            (
                try ModuleMetadata.value(of: .extensionPages, seamcalls, processor),
                try ModuleMetadata.value(of: .extensionsMustStart, seamcalls, processor) != 0
            )
        }
        guard pages > 0 else { return }
        guard let memory = machine.allocate(.pages(pages), for: .extensions) else { throw .outOfMemory(.extensions) }
        guard let list = machine.allocate(.pages(1), for: .addressList) else {
            machine.free(memory)
            throw .outOfMemory(.addressList)
        }
        defer { machine.free(list) }
        for first in stride(from: 0, to: Int(pages), by: Self.pagesPerCall) {
            let count = min(Self.pagesPerCall, Int(pages) - first)
            for index in 0..<count {
                machine.operandMemory.setWord(
                    (memory.base + .pages(UInt64(first + index))).rawValue, at: list.base + ByteCount(UInt64(8 * index))
                )
            }
            try attempt { () throws(SEAMCALLFailure) in
                try seamcalls.callToTheEnd(
                    .extMemAdd, SEAMCALLRegisters(rcx: list.base.rawValue, rdx: UInt64(count)), on: processor)
            }
        }
        if mustStart {
            try attempt { () throws(SEAMCALLFailure) in try seamcalls.callToTheEnd(.extInit, on: processor) }
        }
        log.print(.info, "\(memory.size.kib) KB consumed for TDX module extensions")
    }

    private func attempt<Result>(_ body: () throws(SEAMCALLFailure) -> Result) throws(EnablingError) -> Result {
        do throws(SEAMCALLFailure) { return try body() } catch { throw .extensionsFailed(error) }
    }
}
