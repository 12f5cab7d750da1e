import PhysicalMemory

/// Reads counts by the kernel and by programs that keep its log: memory, and missing messages.
enum LogCounts {
    /// `263742188K/268013544K available`: the second number is all memory. Kernels before 3.11 write a small `k` and count holes, too.
    static func memoryTotal(_ text: Span<UInt8>, _ start: Int) -> LogParse {
        var position = start
        guard text.decimalDigits(&position) != .none, text.take("K/", &position) else { return .none }
        guard case .value(let kib) = text.decimalDigits(&position) else {
            return position == text.count ? .cutShort : .none
        }
        guard position < text.count else { return .cutShort }
        return text.take("K available", &position) ? .statement(.memoryTotal(.kib(clamping: kib))) : .none
    }

    /// `0x480000 max_arch_pfn = 0x400000000`; the kernel says it again for the memory below 4 GiB.
    static func lastFrame(_ text: Span<UInt8>, _ start: Int) -> LogParse {
        var position = start
        guard case .value(let frame) = text.number(&position) else { return .none }
        guard position < text.count else { return .cutShort }
        return .statement(.lastFrame(frame))
    }

    /// `System RAM: 16383MB (16776704kB)`, behind Xen's prefix; nil where the line says something else.
    static func xenTotal(_ text: Span<UInt8>, _ start: Int) -> LogParse? {
        var position = start
        guard text.take("System RAM: ", &position), text.decimalDigits(&position) != .none,
            text.take("MB (", &position)
        else { return nil }
        guard case .value(let kib) = text.decimalDigits(&position), text.take("kB)", &position) else {
            return .cutShort
        }
        return .statement(.memoryTotal(.kib(clamping: kib)))
    }

    /// `On node 0 totalpages: 33453821`, the text before the number ending with the keyword.
    static func nodePages(_ text: Span<UInt8>, _ start: Int) -> LogParse {
        guard let name = text.find("On node ", from: 0), name < start else { return .none }
        var position = name
        guard case .value(let node) = text.decimalDigits(&position), text.take(" totalpages: ", &position),
            position == start,
            case .value(let pages) = text.decimalDigits(&position)
        else { return .none }
        return .statement(.nodePages(pages, node: node))
    }

    /// `** 2 printk messages dropped **`; the number ends at `end`.
    static func dropped(_ text: Span<UInt8>, _ end: Int) -> LogParse {
        var start = end
        while start > 0, Span<UInt8>.isDigit(text[start - 1]) { start -= 1 }
        guard case .value(let count) = text.decimalDigits(&start) else { return .none }
        return .statement(.missing(messages: count))
    }

    /// `208 CPUs, 16 hotplug CPUs`, the second among the first; since 6.9 `192 present CPUs plus 16 hotplug CPUs`.
    static func allowed(_ text: Span<UInt8>, _ start: Int) -> LogParse {
        var position = start
        guard case .value(let count) = text.decimalDigits(&position) else { return .none }
        if text.take(" present CPUs", &position) { return .statement(.possibleProcessors(count, .allowed)) }
        guard text.take(" CPUs, ", &position), case .value(let absent) = text.decimalDigits(&position),
            text.take(" hotplug CPUs", &position), absent <= count
        else { return .none }
        return .statement(.possibleProcessors(count - absent, .allowed))
    }

    /// `0x00 -> Node 0`, behind `SRAT: PXM 0 -> APIC `
    static func apic(_ text: Span<UInt8>, _ start: Int) -> LogParse {
        var position = start
        guard text.find("PXM ", from: 0) != nil, case .value(let id) = text.number(&position) else { return .none }
        return .statement(.apic(id))
    }

    /// `208 processors activated`
    static func activated(_ text: Span<UInt8>, _ start: Int) -> LogParse {
        var position = start
        guard case .value(let count) = text.decimalDigits(&position), text.take(" processors activated", &position)
        else { return .none }
        return .statement(.possibleProcessors(count, .activated))
    }

    /// `12 kernel messages`, after the `Missed` of journald.
    static func missed(_ text: Span<UInt8>, _ start: Int) -> LogParse {
        var position = start
        guard case .value(let count) = text.decimalDigits(&position), text.take(" kernel messages", &position) else {
            return .none
        }
        return .statement(.missing(messages: count))
    }

    /// ` 2 nodes, 208 CPUs`, ` 16 CPUs`
    static func processors(_ text: Span<UInt8>, _ start: Int) -> LogParse {
        var position = start
        text.skipBlanks(&position)
        guard position < text.count else { return .cutShort }
        var number = text.decimalDigits(&position)
        guard number != .none else { return .none }
        var nodes: UInt64?
        text.skipBlanks(&position)
        if text.take("node", &position) {
            if case .value(let count) = number { nodes = count }
            _ = text.takeByte("s", &position)
            _ = text.takeByte(",", &position)
            text.skipBlanks(&position)
            guard position < text.count else { return .cutShort }
            number = text.decimalDigits(&position)
            text.skipBlanks(&position)
        }
        guard position < text.count else { return .cutShort }
        guard case .value(let count) = number, text.take("CPU", &position) else { return .none }
        return .statement(.processors(count, nodes: nodes))
    }

    /// `   2`, behind `Max. logical packages:`, where the kernel counted them, or `Max logical packages:`, where up to
    /// 6.8 it divided the processors that there may ever be by those of the first package.
    static func packages(_ text: Span<UInt8>, _ start: Int) -> LogParse {
        var position = start
        text.skipBlanks(&position)
        guard position < text.count else { return .cutShort }
        guard case .value(let count) = text.decimalDigits(&position), (1...TDXMapLimit.packages).contains(count) else {
            return .none
        }
        return .statement(.packages(count, isCounted: text.find("Max. logical", from: 0) != nil))
    }
}
