import PhysicalMemory

/// The word that begins a line of one of the project's own formats.
protocol LineDirective {
    var name: StaticString { get }
    /// How many numbers follow.
    var numbers: Int { get }
}

extension LineDirective where Self: CaseIterable {
    /// The directive whose name is the word at `word`.
    init?(_ line: Span<UInt8>, _ word: Range<Int>) {
        for directive in Self.allCases where directive.name.utf8CodeUnitCount == word.count {
            var position = word.lowerBound
            if line.take(directive.name, &position) {
                self = directive
                return
            }
        }
        return nil
    }
}
