/// The costs of a counted case by function and instruction, read from a callgrind output file.
package struct CallgrindCosts: Sendable {
    /// The costs at an instruction, or of a function without its callees.
    package struct Cost: Hashable, Sendable {
        /// How often an instruction was executed.
        package var instructions: UInt64 = 0
        /// Conditional and indirect branches executed.
        package var branches: UInt64 = 0
        /// Those that callgrind's predictor got wrong.
        package var branchMisses: UInt64 = 0
        /// Accesses that missed the simulated first level.
        package var firstLevelMisses: UInt64 = 0

        static func += (a: inout Cost, b: Cost) {
            a.instructions += b.instructions
            a.branches += b.branches
            a.branchMisses += b.branchMisses
            a.firstLevelMisses += b.firstLevelMisses
        }
    }

    /// A function's own costs.
    package struct Function: Sendable {
        /// As the symbol table names it.
        package var name: String
        /// Whether it lies in the measured program itself; false: in a library.
        package var isOwn: Bool
        /// What the function itself cost, without what it calls.
        package var cost = Cost()
        /// By address in the program's file.
        package var addresses: [UInt64: Cost] = [:]
    }

    /// The figures of the case, per operation.
    package var figures: [CounterFigure]
    /// How many operations were counted.
    package var operations: Int
    /// The most expensive first.
    package private(set) var functions: [Function] = []
    /// Callers and callees with their costs, where callgrind was asked to separate callers.
    package private(set) var stacks = CallTree()

    /// Allocations per operation; nil where they could not be observed.
    package var allocations: Double? { figures.first { $0.counter == "allocations" }?.value }

    /// Reads a file of callgrind's format, version 1, with costs by instruction.
    /// - Parameter figures: those of the whole case, minus the cost of measuring itself.
    package init(_ text: String, figures: [CounterFigure], operations: Int) {
        self.figures = figures
        self.operations = operations
        var reader = Reader()
        for line in text.utf8.split(separator: UInt8(ascii: "\n")) { reader.read(Substring(line)) }
        functions = reader.functions.values.sorted {
            ($1.cost.instructions, $0.name) < ($0.cost.instructions, $1.name)
        }
        stacks = CallTree(reader.stacks)
    }
}

extension CallgrindCosts {
    /// The state between lines: names are given once and then referred to by number, addresses are relative to the one before.
    private struct Reader {
        var functions: [String: Function] = [:]
        /// Instructions by function and callers, as callgrind writes them: `inner'outer'outermost`.
        var stacks: [String: UInt64] = [:]
        private var contexts: [Substring: String] = [:]
        private var context = ""
        private var events: [String] = []
        private var names: [Substring: [Substring: String]] = [:]
        private var (object, function) = ("", "")
        private var address: UInt64 = 0
        private var skipsNext = false

        mutating func read(_ line: Substring) {
            guard let first = line.utf8.first else { return }
            switch first {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "*"):
                readCost(line)
            default: readWord(line)
            }
        }

        private mutating func readWord(_ line: Substring) {
            if line.hasPrefix("events: ") {
                events = line.dropFirst(8).split(separator: " ").map(String.init)
            } else if line.hasPrefix("ob=") {
                object = name(line.dropFirst(3), "ob")
            } else if line.hasPrefix("fn=") {
                function = name(line.dropFirst(3), "fn")
                context = contexts[Self.number(line.dropFirst(3))] ?? function
            } else if line.hasPrefix("cob=") {
                _ = name(line.dropFirst(4), "ob")
            } else if line.hasPrefix("cfn=") {
                _ = name(line.dropFirst(4), "fn")
            } else if line.hasPrefix("calls=") {
                // The next line has the costs of the callee; its address still updates the position.
                skipsNext = true
            }
        }

        /// `(3) name` or `(3)`.
        private mutating func name(_ text: Substring, _ kind: Substring) -> String {
            guard text.first == "(", let end = text.firstIndex(of: ")") else { return String(text) }
            let number = text[text.index(after: text.startIndex)..<end]
            let rest = text[text.index(after: end)...].drop { $0 == " " }
            if !rest.isEmpty {
                // Callgrind marks recursion by an apostrophe and the depth, callers by an apostrophe and their names.
                names[kind, default: [:]][number] = String(rest.prefix { $0 != "'" })
                if kind == "fn" { contexts[number] = String(rest) }
            }
            return names[kind]?[number] ?? ""
        }

        private static func number(_ text: Substring) -> Substring { text.dropFirst().prefix { $0 != ")" } }

        private mutating func readCost(_ line: Substring) {
            let fields = line.split(separator: " ")
            guard let place = fields.first else { return }
            move(to: place)
            if skipsNext {
                skipsNext = false
                return
            }
            var cost = Cost()
            for (event, text) in zip(events, fields.dropFirst()) {
                let value = UInt64(text) ?? 0
                switch event {
                case "Ir": cost.instructions += value
                case "Bc", "Bi": cost.branches += value
                case "Bcm", "Bim": cost.branchMisses += value
                case "D1mr", "D1mw": cost.firstLevelMisses += value
                default: break
                }
            }
            stacks[context, default: 0] += cost.instructions
            let key = object + "\u{0}" + function
            functions[key, default: Function(name: function, isOwn: object.hasSuffix("/bench"))].cost += cost
            functions[key]?.addresses[address, default: Cost()] += cost
        }

        private mutating func move(to place: Substring) {
            func number(_ text: Substring) -> UInt64 {
                (text.hasPrefix("0x") ? UInt64(text.dropFirst(2), radix: 16) : UInt64(text)) ?? 0
            }
            switch place.first {
            case "+": address &+= number(place.dropFirst())
            case "-": address &-= number(place.dropFirst())
            case "*": break
            default: address = number(place)
            }
        }
    }
}

extension CallgrindCosts.Function {
    /// The addresses around the most executed instruction that are executed at least half as often without a gap of more than `gap` bytes: its loop.
    package func hottestLoop(gap: UInt64 = 64) -> ClosedRange<UInt64>? {
        guard let hottest = addresses.max(by: { ($0.value.instructions, $1.key) < ($1.value.instructions, $0.key) })
        else { return nil }
        let hot = addresses.filter { $0.value.instructions * 2 >= hottest.value.instructions }.keys.sorted()
        guard let place = hot.firstIndex(of: hottest.key) else { return nil }
        var (first, last) = (place, place)
        while first > 0, hot[first] - hot[first - 1] <= gap { first -= 1 }
        while last + 1 < hot.count, hot[last + 1] - hot[last] <= gap { last += 1 }
        return hot[first]...hot[last]
    }
}
