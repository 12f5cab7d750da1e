import PhysicalMemory

/// From firmware ranges to memblock memory, as Linux does it.
enum MemoryAssembly {
    /// The usable memory of a firmware map as regions: overlaps resolved, split where the SRAT's nodes begin and end, rounded inward to pages, touching
    /// pieces of one node merged. Memory outside all ranges of the SRAT is on node 0.
    /// - Throws: a fault at the first line that states usable memory beyond the 52-bit address space.
    /// - Complexity: O(*n* log *n*) in the entries of both.
    static func regions(firmware: [Logged<FirmwareRange>], affinity: [NodeBytes]) throws(LineFault) -> [MemoryRegion] {
        for entry in firmware where entry.value.type == .ram && entry.value.last >= .limit {
            throw LineFault(line: entry.line, fault: .addressTooLarge("\(entry.value.last)"))
        }
        let usable = CountingResolver.resolve(firmware.map(\.value)).filter { $0.type == .ram }.map {
            $0.first.rawValue...$0.last.rawValue
        }
        return pages(split(usable, at: disjoint(affinity)))
    }

    /// The SRAT's ranges without overlaps: a range that is not hot-pluggable wins, then the one stated first.
    static func disjoint(_ affinity: [NodeBytes]) -> [NodeBytes] {
        var result: [NodeBytes] = []
        PrioritySweep.forEachSegment(
            of: affinity, first: \.bytes.lowerBound, last: \.bytes.upperBound,
            priority: { index, range in UInt64(affinity.count - index) | (range.isHotPluggable ? 0 : 1 << 63) }
        ) { segment, winner in
            result.append(NodeBytes(bytes: segment, node: affinity[winner].node))
        }
        return result
    }

    /// Cuts ascending, disjoint `ranges` at the borders of ascending, disjoint `nodes`.
    private static func split(_ ranges: [ClosedRange<UInt64>], at nodes: [NodeBytes]) -> [NodeBytes] {
        var pieces: [NodeBytes] = []
        var next = 0
        for range in ranges {
            var low = range.lowerBound
            while low <= range.upperBound {
                while next < nodes.count, nodes[next].bytes.upperBound < low { next += 1 }
                let piece: NodeBytes
                if next == nodes.count || nodes[next].bytes.lowerBound > range.upperBound {
                    piece = NodeBytes(bytes: low...range.upperBound, node: NodeID(0))
                } else if nodes[next].bytes.lowerBound > low {
                    piece = NodeBytes(bytes: low...nodes[next].bytes.lowerBound - 1, node: NodeID(0))
                } else {
                    piece = NodeBytes(
                        bytes: low...min(range.upperBound, nodes[next].bytes.upperBound), node: nodes[next].node)
                }
                append(piece, to: &pieces)
                // Memory lies below 2^52, so this cannot overflow.
                low = piece.bytes.upperBound + 1
            }
        }
        return pieces
    }

    private static func append(_ piece: NodeBytes, to pieces: inout [NodeBytes]) {
        if let last = pieces.last, last.node == piece.node, last.bytes.upperBound + 1 == piece.bytes.lowerBound {
            pieces[pieces.count - 1].bytes = last.bytes.lowerBound...piece.bytes.upperBound
        } else {
            pieces.append(piece)
        }
    }

    private static func pages(_ pieces: [NodeBytes]) -> [MemoryRegion] {
        pieces.compactMap { piece in
            let pages = PageRange(
                start: PageFrame(atOrAbove: PhysicalAddress(piece.bytes.lowerBound)),
                end: PageFrame(containing: PhysicalAddress(piece.bytes.upperBound + 1)))
            return pages.isEmpty ? nil : MemoryRegion(pages: pages, node: piece.node)
        }
    }

    /// Regions that a log lists itself: sorted, otherwise as printed. A range that is listed twice counts once.
    /// - Throws: a fault at the first line that is not on page borders, lies beyond the 52-bit address space or overlaps another one.
    static func regions(listed: [Logged<NodeBytes>]) throws(LineFault) -> [MemoryRegion] {
        var regions: [MemoryRegion] = []
        regions.reserveCapacity(listed.count)
        var previous: NodeBytes?
        for entry in listed.sorted(by: { $0.value.bytes.lowerBound < $1.value.bytes.lowerBound })
        where entry.value != previous {
            let bytes = entry.value.bytes
            guard bytes.upperBound < PhysicalAddress.limit.rawValue else {
                throw LineFault(line: entry.line, fault: .addressTooLarge("\(PhysicalAddress(bytes.upperBound))"))
            }
            guard bytes.lowerBound & 0xfff == 0, bytes.upperBound & 0xfff == 0xfff else {
                let odd = bytes.lowerBound & 0xfff == 0 ? bytes.upperBound + 1 : bytes.lowerBound
                throw LineFault(line: entry.line, fault: .notPageAligned("\(PhysicalAddress(odd))"))
            }
            if let previous, bytes.lowerBound <= previous.bytes.upperBound {
                throw LineFault(
                    line: entry.line,
                    fault: .overlapping(
                        start: PhysicalAddress(bytes.lowerBound), end: PhysicalAddress(bytes.upperBound),
                        otherStart: PhysicalAddress(previous.bytes.lowerBound),
                        otherEnd: PhysicalAddress(previous.bytes.upperBound)))
            }
            previous = entry.value
            regions.append(
                MemoryRegion(
                    pages: PageRange(bytes.lowerBound >> 12, (bytes.upperBound >> 12) + 1), node: entry.value.node))
        }
        return regions
    }
}
