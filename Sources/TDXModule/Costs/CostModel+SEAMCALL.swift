public import PhysicalMemory

extension CostModel {
    /// The memory that one TDH.SYS.TDMR.INIT initialises.
    @inlinable public func callSize(_ pamt: PAMTMode) -> ByteCount {
        pamt == .static ? PAMTMode.staticCallSize : dynamicCallSize
    }

    /// TDH.SYS.TDMR.INIT calls for 1 GiB: 256 or 64.
    @inlinable public func callsPerGranule(_ pamt: PAMTMode) -> UInt64 { PageFrame.perGranule / callSize(pamt).pages }

    /// Bytes of PAMT written for 1 GiB, all three levels, without the tables' rounding to pages: 4,202,512, or 40,976 with a bitmap of one bit a page.
    @inlinable public func bytesWrittenPerGranule(_ pamt: PAMTMode) -> ByteCount {
        let largePages: UInt64 = 512 * 16 + 16
        return switch pamt {
        case .static: ByteCount(PageFrame.perGranule * 16 + largePages)
        case .dynamic: ByteCount(PageFrame.perGranule / 8 * UInt64(clamping: dynamicBitmapBits) + largePages)
        }
    }

    /// t_call(R): one TDH.SYS.TDMR.INIT of a TDMR with `areas` reserved areas.
    @inlinable public func initCall(areas: Int, pamt: PAMTMode = .static) -> Picoseconds {
        let bare =
            switch pamt {
            case .static: statedCall ?? transition + body
            case .dynamic:
                transition + (dynamicCallSize > PAMTMode.staticCallSize ? largeDynamicBody : dynamicBody)
            }
        return bare + UInt64(areas) * callSize(pamt).pages * areaPerPage
    }

    /// p_i: all TDH.SYS.TDMR.INIT calls of a TDMR of `granules` GiB with `areas` reserved areas, one after the other.
    @inlinable public func initTime(granules: UInt64, areas: Int, pamt: PAMTMode = .static) -> Picoseconds {
        granules * callsPerGranule(pamt) * initCall(areas: areas, pamt: pamt)
    }

    /// The least time in which the PAMT of `granules` GiB of TDMRs can be written to one node, however many LPs write.
    @inlinable public func writeFloor(granules: UInt64, pamt: PAMTMode = .static) -> Picoseconds {
        nodeWriteBandwidth.time(toWrite: granules * bytesWrittenPerGranule(pamt))
    }

    /// T_config: TDH.SYS.CONFIG of `tdmrs` TDMRs with `areas` reserved areas in all.
    @inlinable public func configTime(tdmrs: Int, areas: Int) -> Picoseconds {
        let n = UInt64(tdmrs)
        return transition + n * n * configPerPair + n * UInt64(areas) * configPerArea
    }

    /// T_alloc: allocating the PAMTs of TDMRs of `granules` GiB together in so many contiguous runs, one for each TDMR in Linux.
    ///
    /// Zeroing can only add time: without it the smaller of the two parameters is used.
    /// The figures for a GiB were measured with static PAMT and include the fixed cost of an allocation. Dynamic PAMT allocates about a hundredth of the bytes: the time is scaled by
    /// the bytes, and the fixed cost of each allocation is added.
    public func allocationTime(granules: UInt64, tdmrs runs: Int, zeroed: Bool, pamt: PAMTMode = .static)
        -> Picoseconds
    {
        let whole =
            granules * (zeroed ? zeroedAllocationPerGranule : min(bareAllocationPerGranule, zeroedAllocationPerGranule))
        guard pamt == .dynamic else { return whole }
        let share =
            UInt128(whole.rawValue) * UInt128(bytesWrittenPerGranule(pamt).rawValue)
            / UInt128(bytesWrittenPerGranule(.static).rawValue)
        return Picoseconds(UInt64(clamping: share)) + UInt64(runs) * fixedAllocation
    }
}
