import PhysicalMemory

extension ColumnMemlist {
    mutating func append(_ entry: MemoryRegion) {
        starts.append(entry.start)
        ends.append(entry.end)
        nodes.append(entry.node)
    }

    /// Replaces the entries by those that `body` writes; it returns how many. The columns' memory is reused where it is not shared and large
    /// enough.
    mutating func fill(capacity: Int, _ body: (UnsafeColumns) -> Int) {
        if starts.count >= capacity {
            refill(body)
        } else {
            fillFresh(capacity, body)
        }
    }

    private mutating func refill(_ body: (UnsafeColumns) -> Int) {
        let count = starts.withUnsafeMutableBufferPointer { starts in
            ends.withUnsafeMutableBufferPointer { ends in
                nodes.withUnsafeMutableBufferPointer { nodes in
                    guard let starts = starts.baseAddress, let ends = ends.baseAddress, let nodes = nodes.baseAddress
                    else { return 0 }
                    return body(UnsafeColumns(starts: starts, ends: ends, nodes: nodes))
                }
            }
        }
        starts.removeLast(starts.count - count)
        ends.removeLast(ends.count - count)
        nodes.removeLast(nodes.count - count)
    }

    private mutating func fillFresh(_ capacity: Int, _ body: (UnsafeColumns) -> Int) {
        var filled = ColumnMemlist()
        filled.starts = [PageFrame](unsafeUninitializedCapacity: capacity) { starts, count in
            filled.ends = [PageFrame](unsafeUninitializedCapacity: capacity) { ends, endCount in
                filled.nodes = [NodeID](unsafeUninitializedCapacity: capacity) { nodes, nodeCount in
                    guard let startBase = starts.baseAddress, let endBase = ends.baseAddress,
                        let nodeBase = nodes.baseAddress
                    else { return }
                    HugePages.advise(UnsafeRawBufferPointer(starts))
                    HugePages.advise(UnsafeRawBufferPointer(ends))
                    HugePages.advise(UnsafeRawBufferPointer(nodes))
                    // The three types are trivial, so assigning to uninitialised memory is allowed.
                    count = body(UnsafeColumns(starts: startBase, ends: endBase, nodes: nodeBase))
                    nodeCount = count
                }
                endCount = count
            }
        }
        self = filled
    }
}
