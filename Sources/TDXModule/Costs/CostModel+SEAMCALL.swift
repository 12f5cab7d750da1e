public import PhysicalMemory

extension CostModel {
    /// t_call(R): one TDH.SYS.TDMR.INIT of a TDMR with `areas` reserved areas.
    @inlinable public func initCall(areas: Int, pamt: PAMTMode = .static) -> Picoseconds {
        let bare =
            switch pamt {
            case .static: statedCall ?? transition + body
            case .dynamic: transition + dynamicBody
            }
        return bare + UInt64(areas) * pamt.pagesPerCall * areaPerPage
    }

    /// p_i: all TDH.SYS.TDMR.INIT calls of a TDMR of `granules` GiB with `areas` reserved areas, one after the other.
    @inlinable public func initTime(granules: UInt64, areas: Int, pamt: PAMTMode = .static) -> Picoseconds {
        granules * pamt.callsPerGranule * initCall(areas: areas, pamt: pamt)
    }

    /// The least time in which the PAMT of `granules` GiB of TDMRs can be written to one node, however many LPs write.
    @inlinable public func writeFloor(granules: UInt64, pamt: PAMTMode = .static) -> Picoseconds {
        nodeWriteBandwidth.time(toWrite: granules * pamt.bytesWrittenPerGranule)
    }

    /// T_config: TDH.SYS.CONFIG of `tdmrs` TDMRs with `areas` reserved areas in all.
    @inlinable public func configTime(tdmrs: Int, areas: Int) -> Picoseconds {
        let n = UInt64(tdmrs)
        return transition + n * n * configPerPair + n * UInt64(areas) * configPerArea
    }

    /// T_alloc: allocating the PAMTs of `granules` GiB of TDMRs. The parameters are for static PAMT; with dynamic PAMT there is a hundredth to allocate, which
    /// is taken to cost a hundredth.
    public func allocationTime(granules: UInt64, zeroed: Bool, pamt: PAMTMode = .static) -> Picoseconds {
        let whole = granules * (zeroed ? zeroedAllocationPerGranule : bareAllocationPerGranule)
        let share = whole.rawValue.multipliedFullWidth(by: pamt.bytesWrittenPerGranule.rawValue)
        // The quotient is at most `whole`: no mode writes more than static PAMT.
        return Picoseconds(PAMTMode.static.bytesWrittenPerGranule.rawValue.dividingFullWidth(share).quotient)
    }
}
