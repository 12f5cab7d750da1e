import PhysicalMemory
import TDXModule

/// Collects the warnings about one input.
struct ConcernList {
    let path: String
    private(set) var warnings: [InputWarning] = []

    init(path: String) { self.path = path }

    mutating func add(_ concern: InputConcern, line: Int?) {
        warnings.append(InputWarning(path: path, line: line, concern: concern))
    }

    mutating func add(aboutBoots choice: KernelLog.Choice, count: Int, wasAskedFor: Bool) {
        if choice.boot.isCapture { add(.captureKernel, line: choice.boot.line) }
        guard !wasAskedFor else { return }
        guard count > 1 else { return }
        add(.severalBoots(count), line: choice.boot.line)
        if !choice.isComplete { add(.noCompleteBoot, line: choice.boot.line) }
    }
}
