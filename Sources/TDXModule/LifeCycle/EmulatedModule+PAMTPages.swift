package import PhysicalMemory

/// TDH.PHYMEM.PAMT.ADD and TDH.PHYMEM.PAMT.REMOVE, with dynamic PAMT: RCX is the block with its level, RDX and R8 are the pages. The checks are in the module's order.
extension EmulatedModule {
    func addPAMTPages(_ registers: SEAMCALLRegisters) -> SEAMCALLOutcome {
        let status = state.withLock { state -> SEAMCALLStatus in
            guard state.pamt == .dynamic else { return .operandInvalid }
            guard let block = block(registers.rcx, state) else {
                return .operandInvalid.detailed(SEAMCALLOperand.rcx.rawValue)
            }
            if let status = refusal(of: registers.rdx, .rdx, state) ?? refusal(of: registers.r8, .r8, state) {
                return status
            }
            let (first, second) = (
                PageFrame(containing: PhysicalAddress(registers.rdx)),
                PageFrame(containing: PhysicalAddress(registers.r8))
            )
            guard isInitialized(block, state) else {
                return .operandAddressRangeError.detailed(SEAMCALLOperand.rcx.rawValue)
            }
            guard state.pamtPairs[block] == nil else { return .rangeNotFree.detailed(SEAMCALLOperand.rcx.rawValue) }
            for (page, operand) in [(first, SEAMCALLOperand.rdx), (second, .r8)] where state.pagesInUse.contains(page) {
                return .pageNotFree.detailed(operand.rawValue)
            }
            let taken = state.pamtPairs.values.flatMap { [$0.first, $0.second] }
            if taken.contains(first) { return .pageNotFree.detailed(SEAMCALLOperand.rdx.rawValue) }
            // Its bit was set just now where both are one page.
            if first == second || taken.contains(second) { return .pageNotFree.detailed(SEAMCALLOperand.r8.rawValue) }
            state.pamtPairs[block] = PAMTPagePair(first: first, second: second)
            return .success
        }
        return .returned(status, registers)
    }

    func removePAMTPages(_ registers: SEAMCALLRegisters) -> SEAMCALLOutcome {
        var registers = registers
        let status = state.withLock { state -> SEAMCALLStatus in
            guard state.pamt == .dynamic else { return .operandInvalid }
            guard let block = block(registers.rcx, state) else {
                return .operandInvalid.detailed(SEAMCALLOperand.rcx.rawValue)
            }
            guard isInitialized(block, state) else {
                return .operandAddressRangeError.detailed(SEAMCALLOperand.rcx.rawValue)
            }
            guard let pair = state.pamtPairs[block] else {
                return .noPAMTPagePair.detailed(SEAMCALLOperand.rcx.rawValue)
            }
            for page in 0..<Self.pagesPerBlock
            where state.pagesInUse.contains(PageFrame(block * Self.pagesPerBlock + page)) {
                // 256 entries a page.
                return .pamtPageNotEmpty.detailed(UInt8(page / (Self.pagesPerBlock / 2)))
            }
            state.pamtPairs[block] = nil
            registers.rdx = pair.first.address.rawValue
            registers.r8 = pair.second.address.rawValue
            return .success
        }
        return .returned(status, registers)
    }

    private static let pagesPerBlock: UInt64 = 512
    /// The level of a block, in the low bits of RCX.
    private static let level2M: UInt64 = 1

    /// The number of the block that RCX names; nil where its level, alignment or reserved bits are wrong.
    private func block(_ rcx: UInt64, _ state: State) -> UInt64? {
        let address = PhysicalAddress(rcx & ~0xfff)
        guard rcx & 0xfff == Self.level2M, address.isAligned(to: .mib(2)), field(state).isWithinLimits(address) else {
            return nil
        }
        return address.rawValue >> 21
    }

    /// Where addresses carry a KeyID; the lock is held.
    private func field(_ state: State) -> KeyIDField {
        state.version.rules.keyIDField(bits: machine.keyIDBits, addressWidth: machine.addressWidth)
    }

    private func refusal(of address: UInt64, _ operand: SEAMCALLOperand, _ state: State) -> SEAMCALLStatus? {
        let page = PhysicalAddress(address)
        guard page.isAligned(to: .page), field(state).isWithinLimits(page) else {
            return .operandInvalid.detailed(operand.rawValue)
        }
        let usable = state.tdmrs.contains {
            $0.base <= page && page < $0.base + $0.size && $0.isInitialized(page) && !$0.isReserved(page)
        }
        return usable ? nil : .operandAddressRangeError.detailed(operand.rawValue)
    }

    private func isInitialized(_ block: UInt64, _ state: State) -> Bool {
        let address = PhysicalAddress(block << 21)
        return state.tdmrs.contains { $0.base <= address && address < $0.base + $0.size && $0.isInitialized(address) }
    }
}

/// The state of pages as an observer sees and changes it.
extension EmulatedModule {
    /// Blocks that have their pair.
    package var pamtPairCount: Int { state.withLock { $0.pamtPairs.count } }

    /// Gives a page to a TD or takes it back, as TDH.MEM.PAGE.ADD and its like do.
    /// - Returns: false where the page's block has no pair: those calls end with MISSING_PAMT_PAGE_PAIR.
    package func setInUse(_ page: PageFrame, _ isInUse: Bool) -> Bool {
        state.withLock {
            guard $0.pamtPairs[page.rawValue / 512] != nil else { return false }
            if isInUse { $0.pagesInUse.insert(page) } else { $0.pagesInUse.remove(page) }
            return true
        }
    }
}
