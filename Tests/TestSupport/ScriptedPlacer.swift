internal import PhysicalMemory
package import TDMRConstruction

/// A placer that forces the places and failures of a vector, and leaves the other PAMTs to the base allocator, which sees the forced ones as taken.
struct ScriptedPlacer<Base: PageRunAllocator>: PAMTPlacer {
    var vector: LinuxVector
    /// Counts the allocations that succeeded.
    let count = AllocationCount()

    var name: String { Base.name }

    func place(_ problem: PAMTProblem) throws(ConstructionError) -> [PAMTPlacement] {
        let smallest = problem.requests.map(\.size).min() ?? .page
        var base = Base(memory: problem.memory, smallestRun: max(.page, smallest))
        var placements: [PAMTPlacement] = []
        for (index, request) in problem.requests.enumerated() {
            guard index != vector.failingPAMT, request.size > .zero else { throw .outOfMemory }
            let frame: PageFrame
            if let scripted = vector.scriptedPAMTs[index] {
                frame = scripted
                base.occupy(PageRange(start: frame, end: frame + request.size.pages))
            } else {
                guard let free = base.allocate(request.size, node: request.node) else {
                    throw .outOfMemory
                }
                frame = free
            }
            count.successes += 1
            placements.append(PAMTPlacement(request, at: frame))
        }
        return placements
    }
}

extension LinuxVector {
    /// The vector's placer with its script.
    package func placer() -> (placer: any PAMTPlacer, count: AllocationCount) {
        func scripted<Base>(_: Base.Type) -> (any PAMTPlacer, AllocationCount) where Base: PageRunAllocator {
            let placer = ScriptedPlacer<Base>(vector: self)
            return (placer, placer.count)
        }
        switch placement {
        case "contig": return scripted(ContigPageAllocator.self)
        case "top-down": return scripted(TopDownPageAllocator.self)
        default: return scripted(OffMapPageAllocator.self)
        }
    }
}
